//! Randomness, hashes and their spelling. Nothing secret is stored in the clear.

use data_encoding::{BASE32HEX_NOPAD, BASE64URL_NOPAD, HEXLOWER};
use hmac::{Hmac, Mac};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use sha2::{Digest, Sha256};
use shared::time::Timestamp;
use wasm_bindgen::{JsCast, JsValue};
use worker::wasm_bindgen_futures::JsFuture;

use crate::db::Fault;

/// Bytes of a session token, a link's secret, a challenge.
const TOKEN_BYTES: usize = 32;
/// Random bytes of an identifier, after its 6 bytes of time.
const ID_RANDOM_BYTES: usize = 12;

/// A new secret of 256 bits, fit for URLs and cookies.
pub fn token() -> Result<String, Fault> {
    Ok(BASE64URL_NOPAD.encode(&random::<TOKEN_BYTES>()?))
}

/// A new identifier: sorts by time of creation, so that rows of one moment lie together. 29 characters.
pub fn id(now: Timestamp) -> Result<String, Fault> {
    let mut bytes = Vec::with_capacity(18);
    bytes.extend(now.0.to_be_bytes().iter().skip(2));
    bytes.extend(random::<ID_RANDOM_BYTES>()?);
    Ok(BASE32HEX_NOPAD.encode(&bytes))
}

/// An identifier that tells nothing, not even when it was made. 22 characters.
pub fn public_id() -> Result<String, Fault> {
    Ok(BASE64URL_NOPAD.encode(&random::<16>()?))
}

/// A six-digit code.
pub fn digits() -> Result<String, Fault> {
    // 2^64 is so much larger than 10^6 that the remainder's bias does not matter.
    let number = u64::from_be_bytes(random::<8>()?) % 1_000_000;
    Ok(format!("{number:06}"))
}

/// SHA-256 in lower-case hexadecimal: how tokens of 256 bits are stored and contents compared.
pub fn sha256(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

/// The same of a file, by the platform: our own code takes a hundred times longer for 25 MiB.
pub async fn sha256_of_file(bytes: &Uint8Array) -> Result<String, Fault> {
    let buffer = subtle("digest", &[&"SHA-256".into(), bytes]).await?;
    Ok(HEXLOWER.encode(&Uint8Array::new(&buffer).to_vec()))
}

/// What a function of the platform's cryptography gives.
pub async fn subtle(name: &str, arguments: &[&JsValue]) -> Result<JsValue, Fault> {
    let subtle = Reflect::get(&Reflect::get(&js_sys::global(), &"crypto".into())?, &"subtle".into())?;
    let function: Function = Reflect::get(&subtle, &name.into())?.dyn_into()?;
    let promise: Promise = function.apply(&subtle, &arguments.iter().collect::<Array>())?.dyn_into()?;
    Ok(JsFuture::from(promise).await?)
}

/// HMAC-SHA-256 with the installation's secret, in hexadecimal: how short things (codes, addresses) are stored, so
/// that a leaked database does not give them away to a search of all codes.
pub fn keyed(secret: &str, text: &str) -> Result<String, Fault> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|_| Fault::new("the secret cannot be a key"))?;
    mac.update(text.as_bytes());
    Ok(HEXLOWER.encode(&mac.finalize().into_bytes()))
}

/// Compares in a time that does not tell where the difference is.
pub fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |sum, (x, y)| sum | (x ^ y)) == 0
}

/// Random bytes.
pub fn random<const N: usize>() -> Result<[u8; N], Fault> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| Fault::new(format!("no randomness: {e}")))?;
    Ok(bytes)
}
