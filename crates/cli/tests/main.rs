//! The program, run as a user runs it.

mod archive;
mod cli;
mod digest;
mod everyday;
mod laid_ocr;
mod manual;
mod outputs;
mod pdf;
mod recognised;
mod search;
mod split;
mod topics;
