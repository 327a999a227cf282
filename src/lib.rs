#![doc = include_str!("../README.md")]
#![deny(unsafe_code)]

pub mod area;
pub mod cli;
pub mod codebook;
pub mod control;
pub mod error;
pub mod event;
pub mod feature;
pub mod gazetteer;
pub mod locate;
pub mod mapper;
pub mod measure;
pub mod mention;
pub mod neighbourhood;
pub mod read;
pub mod relation;
pub mod report;
pub mod resolve;
pub mod span;
pub mod stream;
pub mod text;
pub mod write;

pub use error::{Error, Result};
pub use gazetteer::Gazetteer;
pub use mapper::Mapper;
pub use report::Report;
pub use span::Span;
