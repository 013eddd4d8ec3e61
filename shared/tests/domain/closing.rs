//! Verification, closing, reopening, silence and ratings (R23, R25).

use shared::ticket::rating::{RATING_CHANGE_MS, Score};
use shared::ticket::rights::Relation;
use shared::ticket::{CloseCode, Command, Policy, Status, decide};
use shared::time::{DAY_MS, HOUR_MS};

use super::people::{NOW, answer, ask, body, days_ago, person, reason, ticket};

fn reopen() -> Command {
    Command::Reopen { reason: reason("又坏了") }
}

fn rate(score: u8) -> Command {
    Command::Rate { score: Score::new(score).unwrap(), comment: None }
}

fn close(code: CloseCode) -> Command {
    Command::Close { code, reason: None, duplicate_of: None }
}

#[test]
fn r23_a_requester_reopens_within_14_days_to_the_millisecond_and_a_lead_at_any_time() {
    let mut t = ticket(Status::Closed);
    let mut closed_ago = |ms: i64| {
        t.closing.as_mut().unwrap().at = NOW.plus(-ms);
        t.clone()
    };
    assert_eq!(Policy::DEFAULT.reopen_days, 14);
    assert_eq!(answer(&closed_ago(14 * DAY_MS), &reopen(), Relation::Requester), "ok");
    let late = closed_ago(14 * DAY_MS + 1);
    let refusal = ask(&late, &reopen(), &person(Relation::Requester)).unwrap_err();
    assert_eq!((refusal.code.as_str(), refusal.limit), ("reopen_window_over", Some(14)));
    assert_eq!(answer(&late, &reopen(), Relation::Lead), "ok");
    let years = closed_ago(3_000 * DAY_MS);
    assert_eq!(answer(&years, &reopen(), Relation::Admin), "ok");
}

#[test]
fn r23_the_workspace_sets_the_reopen_window() {
    let policy = Policy { reopen_days: 0, ..Policy::DEFAULT };
    let refusal = decide(&ticket(Status::Closed), &reopen(), &person(Relation::Requester), policy, NOW);
    assert_eq!(refusal.unwrap_err().code.as_str(), "reopen_window_over");
}

#[test]
fn r23_refusing_and_reopening_count_and_return_the_ticket_to_work() {
    let refuse = Command::Refuse { reason: reason("还是不行") };
    let (refused, _) = ask(&ticket(Status::Verifying), &refuse, &person(Relation::Manager)).unwrap();
    assert_eq!((refused.status, refused.reopen_count), (Status::InProgress, 1));
    let (rated, _) = ask(&ticket(Status::Closed), &rate(2), &person(Relation::Requester)).unwrap();
    let (reopened, _) = ask(&rated, &reopen(), &person(Relation::Requester)).unwrap();
    assert_eq!((reopened.status, reopened.reopen_count), (Status::InProgress, 1));
    assert_eq!((reopened.closing, reopened.rating), (None, None));
}

#[test]
fn r23_the_first_resolution_is_kept_and_the_last_moves() {
    let t = ticket(Status::InProgress);
    let propose = Command::Propose { solution: body("好了"), root_cause: reason("缺列") };
    let (first, _) = ask(&t, &propose, &person(Relation::Owner)).unwrap();
    assert_eq!((first.first_resolved_at, first.resolved_at), (Some(NOW), Some(NOW)));
    assert_eq!(first.waiting, None);
    let mut again = ticket(Status::InProgress);
    again.first_resolved_at = Some(days_ago(5));
    again.resolved_at = Some(days_ago(5));
    again.reminded_at = Some(days_ago(2));
    let (second, _) = ask(&again, &propose, &person(Relation::Owner)).unwrap();
    assert_eq!(second.first_resolved_at, Some(days_ago(5)));
    assert_eq!((second.resolved_at, second.reminded_at), (Some(NOW), None));
}

#[test]
fn r23_silence_closes_only_after_one_reminder_and_the_full_time() {
    let verifying = |resolved_ms: i64, reminded: Option<i64>| {
        let mut t = ticket(Status::Verifying);
        t.resolved_at = Some(NOW.plus(-resolved_ms));
        t.reminded_at = reminded.map(|ms| NOW.plus(-ms));
        t
    };
    let timer = |t, command| answer(&t, &command, Relation::Timer);
    let early = "transition_impossible";
    assert_eq!(timer(verifying(3 * DAY_MS - 1, None), Command::Remind), early);
    assert_eq!(timer(verifying(3 * DAY_MS, None), Command::Remind), "ok");
    assert_eq!(timer(verifying(5 * DAY_MS, Some(DAY_MS)), Command::Remind), early);
    assert_eq!(timer(verifying(7 * DAY_MS - 1, Some(DAY_MS)), Command::CloseSilent), early);
    assert_eq!(timer(verifying(30 * DAY_MS, None), Command::CloseSilent), early);
    let due = verifying(7 * DAY_MS, Some(4 * DAY_MS));
    let (closed, event) = ask(&due, &Command::CloseSilent, &person(Relation::Timer)).unwrap();
    assert_eq!(closed.closing.unwrap().code, CloseCode::Silence);
    assert_eq!(event.by, shared::actor::By::Timer);
    let (reminded, _) = ask(&verifying(4 * DAY_MS, None), &Command::Remind, &person(Relation::Timer)).unwrap();
    assert_eq!(timer(reminded, Command::Remind), early);
}

#[test]
fn r23_accepting_is_told_apart_from_silence() {
    let (closed, _) = ask(&ticket(Status::Verifying), &Command::Accept, &person(Relation::Requester)).unwrap();
    let closing = closed.closing.unwrap();
    assert_eq!((closing.code, closing.at), (CloseCode::Confirmed, NOW));
}

#[test]
fn a_rejection_needs_a_reason_and_a_duplicate_its_original() {
    let t = ticket(Status::Todo);
    let refused = |command: Command| {
        let refusal = ask(&t, &command, &person(Relation::Agent)).unwrap_err();
        (refusal.code.as_str(), refusal.field.unwrap())
    };
    assert_eq!(refused(close(CloseCode::Rejected)), ("field_required", "reason".into()));
    assert_eq!(refused(close(CloseCode::Duplicate)), ("duplicate_unknown", "duplicate_of".into()));
    let withdrawn_as_duplicate = Command::Close { code: CloseCode::Withdrawn, reason: None, duplicate_of: Some(3) };
    assert_eq!(refused(withdrawn_as_duplicate), ("duplicate_unknown", "duplicate_of".into()));
    let duplicate = Command::Close { code: CloseCode::Duplicate, reason: None, duplicate_of: Some(3) };
    let (closed, _) = ask(&t, &duplicate, &person(Relation::Agent)).unwrap();
    assert_eq!(closed.closing.unwrap().duplicate_of, Some(3));
}

#[test]
fn r25_a_closed_ticket_is_rated_unless_it_was_a_duplicate() {
    for &code in CloseCode::ALL {
        let mut t = ticket(Status::Closed);
        t.closing.as_mut().unwrap().code = code;
        let expected = match code {
            CloseCode::Duplicate => "rating_not_offered",
            _ => "ok",
        };
        assert_eq!(answer(&t, &rate(5), Relation::Requester), expected, "{code:?}");
    }
}

#[test]
fn r25_a_rating_can_be_changed_for_12_hours_from_when_it_was_first_given() {
    let (rated, _) = ask(&ticket(Status::Closed), &rate(2), &person(Relation::Requester)).unwrap();
    let at = |ms: i64, t| decide(t, &rate(4), &person(Relation::Requester), Policy::DEFAULT, NOW.plus(ms));
    assert_eq!(RATING_CHANGE_MS, 12 * HOUR_MS);
    let (changed, _) = at(11 * HOUR_MS, &rated).unwrap();
    let rating = changed.rating.clone().unwrap();
    assert_eq!((rating.score.value(), rating.at), (4, NOW));
    assert!(at(12 * HOUR_MS, &changed).is_ok());
    assert_eq!(at(12 * HOUR_MS + 1, &changed).unwrap_err().code.as_str(), "rating_final");
}

#[test]
fn r25_the_rated_agent_is_the_owner_at_closing_and_scores_are_1_to_5() {
    let (rated, _) = ask(&ticket(Status::Closed), &rate(5), &person(Relation::Manager)).unwrap();
    assert_eq!(rated.rating.unwrap().owner.unwrap().as_str(), "owner");
    for score in [0, 6, 255] {
        assert_eq!(Score::new(score), None);
        assert!(serde_json::from_str::<Score>(&score.to_string()).is_err());
    }
    for bad in ["-1", "4.5", "\"5\"", "null", "256"] {
        assert!(serde_json::from_str::<Score>(bad).is_err(), "{bad}");
    }
}
