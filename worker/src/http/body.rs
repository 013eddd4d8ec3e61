//! Reading bodies with a bound, so that nobody fills the memory.

use futures_util::StreamExt;
use js_sys::Uint8Array;
use shared::error::Code;
use worker::wasm_bindgen_futures::JsFuture;
use worker::{Request, ResponseBuilder};

use super::call::Failure;
use crate::db::Fault;

/// Largest JSON body, in bytes.
pub const JSON_BYTES_MAX: usize = 256 * 1024;

/// The body as text, where it is declared as JSON.
pub async fn read_json(request: &Request) -> Result<String, Failure> {
    let declared = request.headers().get("content-type")?.unwrap_or_default();
    let media_type = declared.split(';').next().unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("application/json") {
        return Err(Code::ContentTypeUnsupported.into());
    }
    let bytes = read(request, JSON_BYTES_MAX, Code::BodyTooLarge).await?.to_vec();
    String::from_utf8(bytes).map_err(|_| Code::BodyInvalid.into())
}

/// The body as bytes, at most `limit` of them. They stay in JavaScript's memory: whoever hashes or stores a file by the
/// platform needs no copy of it here.
pub async fn read(request: &Request, limit: usize, too_large: Code) -> Result<Uint8Array, Failure> {
    let declared = request.headers().get("content-length")?.and_then(|l| l.parse::<usize>().ok());
    if declared.is_some_and(|bytes| bytes > limit) {
        return Err(too_large.into());
    }
    let Some(stream) = request.inner().body() else {
        return Ok(Uint8Array::new_with_length(0));
    };
    if declared.is_some() {
        // The runtime holds the body to its declared length.
        let promise = request.inner().array_buffer().map_err(Fault::from)?;
        let buffer = JsFuture::from(promise).await.map_err(Fault::from)?;
        return Ok(Uint8Array::new(&buffer));
    }
    let mut stream = ResponseBuilder::new().stream(stream).stream()?;
    let mut chunks = Vec::new();
    let mut length = 0;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk?;
        length += chunk.len();
        if length > limit {
            return Err(too_large.into());
        }
        chunks.push(chunk);
    }
    let bytes = Uint8Array::new_with_length(length as u32);
    let mut at = 0;
    for chunk in chunks {
        let end = at + chunk.len() as u32;
        bytes.subarray(at, end).copy_from(&chunk);
        at = end;
    }
    Ok(bytes)
}
