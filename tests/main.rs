//! The program from outside: what is typed, what comes out, which exit code. And the house: who may use whom.

mod util;

mod answers;
mod commands;
mod desk;
mod documents;
mod evaluate;
mod exit_codes;
mod export;
mod extraction;
#[cfg(feature = "remote")]
mod fake_engine;
mod formats;
mod growth;
mod hostile;
mod house;
mod inputs;
mod keeping;
mod languages;
mod mixed;
mod never_lost;
mod people;
mod polarity;
#[cfg(unix)]
mod readme;
mod remote;
mod sequences;
mod serve;
mod speakers;
mod topics;
