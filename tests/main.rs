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
mod sequences;
mod serve;
mod speakers;
mod topics;
