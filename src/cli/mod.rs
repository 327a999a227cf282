//! The command line: one file a subcommand. It parses and calls; everything else is in the layers above.

mod distance;
mod draw;
mod eval;
mod explain;
mod find;
mod gazetteer;
mod lookup;
mod map;
mod options;
mod output;
mod places;
mod run;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads reports of a conflict and draws the map an analyst would have drawn. Offline.
#[derive(Debug, Parser)]
#[command(name = "sitmap", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Map(map::Map),
    Draw(draw::Draw),
    Places(places::Places),
    Find(find::Find),
    Distance(distance::Distance),
    Gazetteer(gazetteer::Gazetteers),
    Eval(eval::Eval),
}

/// Runs the program and gives its exit code: 0 all read, 1 some records failed, 2 it could not run.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse_from(std::env::args_os().map(no_option)) {
        Ok(cli) => cli,
        Err(e) => {
            let _ = e.print();
            return ExitCode::from(if e.use_stderr() { 2 } else { 0 });
        }
    };
    let ended = match cli.command {
        Command::Map(command) => command.run(),
        Command::Draw(command) => command.run(),
        Command::Places(command) => command.run(),
        Command::Find(command) => command.run(),
        Command::Distance(command) => command.run(),
        Command::Gazetteer(command) => command.run(),
        Command::Eval(command) => command.run(),
    };
    match ended {
        Ok(run::Outcome::AllRead) => ExitCode::SUCCESS,
        Ok(run::Outcome::SomeFailed) => ExitCode::from(1),
        Err(e) if e.is_broken_pipe() => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("sitmap: {e}");
            ExitCode::from(2)
        }
    }
}

/// A latitude of the south begins like an option: a blank before it makes it a value, and is trimmed where it is read.
fn no_option(argument: OsString) -> OsString {
    let southern = |text: &str| {
        let number = text.strip_prefix('-').and_then(|rest| rest.split_once(',')).map(|(lat, _)| lat);
        number.is_some_and(|lat| lat.trim().parse::<f64>().is_ok())
    };
    if argument.to_str().is_some_and(southern) {
        let mut value = OsString::from(" ");
        value.push(argument);
        return value;
    }
    argument
}
