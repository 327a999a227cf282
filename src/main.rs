//! The command line of sitmap.

fn main() -> std::process::ExitCode {
    sitmap::cli::run()
}
