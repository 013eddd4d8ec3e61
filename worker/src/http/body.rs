//! Reading bodies with a bound, so that nobody fills the memory.

use futures_util::StreamExt;
use shared::error::Code;
use worker::Request;

use super::call::Failure;

/// Largest JSON body, in bytes.
pub const JSON_BYTES_MAX: usize = 256 * 1024;

/// The body as text, where it is declared as JSON.
pub async fn read_json(request: &mut Request) -> Result<String, Failure> {
    let declared = request.headers().get("content-type")?.unwrap_or_default();
    let media_type = declared.split(';').next().unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("application/json") {
        return Err(Code::ContentTypeUnsupported.into());
    }
    let bytes = read(request, JSON_BYTES_MAX, Code::BodyTooLarge).await?;
    String::from_utf8(bytes).map_err(|_| Code::BodyInvalid.into())
}

/// The body as bytes, at most `limit` of them.
pub async fn read(
    request: &mut Request,
    limit: usize,
    too_large: Code,
) -> Result<Vec<u8>, Failure> {
    let declared = request
        .headers()
        .get("content-length")?
        .and_then(|l| l.parse::<usize>().ok());
    match declared {
        Some(bytes) if bytes > limit => Err(too_large.into()),
        // The runtime holds the body to its declared length.
        Some(_) => Ok(request.bytes().await?),
        None if request.inner().body().is_none() => Ok(Vec::new()),
        None => read_stream(request, limit, too_large).await,
    }
}

async fn read_stream(
    request: &mut Request,
    limit: usize,
    too_large: Code,
) -> Result<Vec<u8>, Failure> {
    let mut stream = request.stream()?;
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.next().await {
        bytes.extend(chunk?);
        if bytes.len() > limit {
            return Err(too_large.into());
        }
    }
    Ok(bytes)
}
