#![doc = include_str!("../README.md")]
#![deny(unsafe_code)]

pub mod error;
pub mod span;
pub mod measure;
pub mod area;
pub mod codebook;
pub mod report;
pub mod text;
pub mod gazetteer;
pub mod mention;
pub mod relation;
pub mod resolve;
pub mod locate;
pub mod control;
pub mod event;
pub mod mapper;
pub mod feature;
pub mod read;
pub mod write;
pub mod stream;
pub mod cli;

pub use error::{Error, Result};
pub use gazetteer::Gazetteer;
pub use mapper::Mapper;
pub use report::Report;
pub use span::Span;
