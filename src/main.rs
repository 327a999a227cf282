//! The command line of sitmap.

/// Reports are many small allocations on many threads, which the system's allocator serves slowly.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    sitmap::cli::run()
}
