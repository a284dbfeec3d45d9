//! A plain driver for machines without libFuzzer: mutates the seeds of a target for some seconds.
//!
//! `drive TARGET SECONDS SEED_FILE…` prints the count of runs. Deterministic but for the time; before each
//! run the input is kept in memory, and one that panics is written to `crash-TARGET`.

use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use jzclass_fuzz::TARGETS;

/// Steele, Lea and Flood's SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }
}

fn mutate(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    for _ in 0..=random.below(6) {
        let (at, end) = (random.below(bytes.len() + 1), random.below(bytes.len() + 1));
        let (at, end) = (at.min(end), at.max(end));
        match random.below(6) {
            0 if at < bytes.len() => bytes[at] = random.below(256) as u8,
            1 => drop(bytes.drain(at..end.min(at + 64))),
            2 => {
                let part = bytes[at..end.min(at + 256)].to_vec();
                let to = random.below(bytes.len() + 1);
                bytes.splice(to..to, part);
            }
            3 => bytes.truncate(end),
            4 => {
                let from = random.below(other.len() + 1);
                let part = other[from..].iter().take(random.below(200)).copied().collect::<Vec<_>>();
                bytes.splice(at..at, part);
            }
            _ => bytes.insert(at, b"<>&\"' /=0\n\x00\xff\xe4"[random.below(13)]),
        }
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let names = TARGETS.map(|t| t.0).join(", ");
    let [name, seconds, seeds @ ..] = arguments.as_slice() else {
        eprintln!("drive TARGET SECONDS SEED_FILE…; targets: {names}");
        std::process::exit(2);
    };
    let Some((_, target)) = TARGETS.into_iter().find(|t| t.0 == name) else {
        eprintln!("no target {name}; targets: {names}");
        std::process::exit(2);
    };
    let seconds = Duration::from_secs(seconds.parse().expect("seconds"));
    let mut corpus: Vec<Vec<u8>> = seeds.iter().map(|s| std::fs::read(s).expect("a seed file")).collect();
    corpus.push(Vec::new());
    let mut random = Random(1);
    let (start, mut runs) = (Instant::now(), 0_u64);
    while start.elapsed() < seconds {
        let mut input = corpus[random.below(corpus.len())].clone();
        let other = corpus[random.below(corpus.len())].clone();
        mutate(&mut input, &other, &mut random);
        if catch_unwind(|| target(&input)).is_err() {
            let path = format!("crash-{name}");
            std::fs::write(&path, &input).expect("the input can be kept");
            eprintln!("{name}: run {runs} failed, its input is in {path}");
            std::process::exit(1);
        }
        runs += 1;
    }
    println!("{name}: {runs} runs in {} s, none failed", start.elapsed().as_secs());
}
