//! Composed pages against their truth.

mod compose;
