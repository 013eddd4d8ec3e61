//! `/inbox`, `/profile/notices`, `/robots`, `/deliveries`.

use shared::permission::MayManage;

use crate::http::call::{Call, Outcome};
use crate::usecase::channels::{deliveries, inbox, robots};

/// `GET /inbox`.
pub async fn read_inbox(call: &Call) -> Outcome {
    inbox::read(call).await
}

/// `POST /inbox/read`.
pub async fn mark_inbox(call: &Call) -> Outcome {
    inbox::mark(call, call.json()?).await
}

/// `GET /profile/notices`.
pub async fn read_notices(call: &Call) -> Outcome {
    inbox::switches(call).await
}

/// `PUT /profile/notices`.
pub async fn save_notices(call: &Call) -> Outcome {
    inbox::switch(call, call.json()?).await
}

/// `GET /robots`.
pub async fn read_robots(call: &Call) -> Outcome {
    robots::read(call).await
}

/// `POST /robots`.
pub async fn add_robot(call: &Call) -> Outcome {
    robots::add(call, MayManage::of(call.actor()?)?, call.json()?).await
}

/// `PATCH /robots/{id}`.
pub async fn edit_robot(call: &Call) -> Outcome {
    robots::edit(call, MayManage::of(call.actor()?)?, call.param("id")?, call.json()?).await
}

/// `DELETE /robots/{id}`.
pub async fn remove_robot(call: &Call) -> Outcome {
    robots::remove(call, MayManage::of(call.actor()?)?, call.param("id")?).await
}

/// `POST /robots/{id}/trial`.
pub async fn try_robot(call: &Call) -> Outcome {
    robots::try_out(call, MayManage::of(call.actor()?)?, call.param("id")?).await
}

/// `GET /deliveries`.
pub async fn read_deliveries(call: &Call) -> Outcome {
    deliveries::read(call).await
}

/// `POST /deliveries/{id}/again`.
pub async fn send_again(call: &Call) -> Outcome {
    deliveries::again(call, MayManage::of(call.actor()?)?, call.param("id")?).await
}
