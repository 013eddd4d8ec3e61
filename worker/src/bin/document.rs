//! Writes the OpenAPI document while building: `document <folder>` puts the files `https` and `http` into it, for sites
//! with and without TLS.

use std::path::PathBuf;
use std::process::ExitCode;

use worker_liandan::openapi;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: document <folder>");
        return ExitCode::from(2);
    };
    for (name, is_secure) in [("https", true), ("http", false)] {
        if let Err(error) = std::fs::write(folder.join(name), openapi::document(is_secure)) {
            eprintln!("{} cannot be written: {error}", folder.join(name).display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
