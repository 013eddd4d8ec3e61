//! `/articles`.

use shared::error::Code;
use shared::id::ArticleId;
use shared::lang::Lang;
use shared::permission::MayWork;

use crate::http::call::{Call, Failure, Outcome};
use crate::usecase::articles;

/// `GET /articles`.
pub async fn list(call: &Call) -> Outcome {
    articles::list(call, may(call)?).await
}

/// `POST /articles`.
pub async fn add(call: &Call) -> Outcome {
    articles::add(call, may(call)?, call.json()?).await
}

/// `GET /articles/{id}`.
pub async fn read(call: &Call) -> Outcome {
    articles::read(call, may(call)?, &id(call)?).await
}

/// `PUT /articles/{id}`.
pub async fn edit(call: &Call) -> Outcome {
    articles::edit(call, may(call)?, &id(call)?, call.json()?).await
}

/// `PUT /articles/{id}/editions/{lang}`.
pub async fn save(call: &Call) -> Outcome {
    articles::save(call, may(call)?, &id(call)?, lang(call)?, call.json()?).await
}

/// `POST /articles/{id}/editions/{lang}/step`.
pub async fn step(call: &Call) -> Outcome {
    articles::step(call, may(call)?, &id(call)?, lang(call)?, call.json()?).await
}

/// `GET /articles/{id}/editions/{lang}/texts`.
pub async fn texts(call: &Call) -> Outcome {
    articles::texts(call, may(call)?, &id(call)?, lang(call)?).await
}

/// `GET /articles/{id}/editions/{lang}/texts/{number}`.
pub async fn text(call: &Call) -> Outcome {
    let number = call.param("number")?.parse().map_err(|_| Code::NotFound)?;
    articles::text(call, may(call)?, &id(call)?, lang(call)?, number).await
}

fn may(call: &Call) -> Result<MayWork, Failure> {
    Ok(MayWork::of(call.actor()?)?)
}

fn id(call: &Call) -> Result<ArticleId, Failure> {
    Ok(ArticleId::from(call.param("id")?))
}

/// Another language than ours names nothing.
fn lang(call: &Call) -> Result<Lang, Failure> {
    Lang::parse(call.param("lang")?).ok_or_else(|| Code::NotFound.into())
}
