//! The program from outside: what is typed, what comes out, which exit code. And the house: who may use whom.

mod util;

mod commands;
mod evaluate;
mod exit_codes;
mod extraction;
mod formats;
mod hostile;
mod house;
mod inputs;
mod mixed;
mod people;
#[cfg(unix)]
mod readme;
mod speakers;
mod topics;
