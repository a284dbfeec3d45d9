//! Training and measuring on the data of this repository.

mod editions;
mod secondary;
