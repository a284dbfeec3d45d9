#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| jzclass_fuzz::edition(bytes));
