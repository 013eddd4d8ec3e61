//! Who sees a ticket at all (R38). What one may not see does not exist.

use proptest::prelude::*;
use shared::actor::{Actor, Contact, Member, Role, Standing};
use shared::permission::{MayManage, MayWork, can_own, sees_everything};
use shared::ticket::rights::Relation;
use shared::ticket::{Status, Ticket};

use super::people::{contact, member, person, ticket};

fn relation(actor: &Actor) -> Option<Relation> {
    Relation::of(actor, &ticket(Status::InProgress))
}

#[test]
fn r38_each_person_stands_as_the_table_says() {
    // An approver's link opens what waits for them, and nothing else: see the gates.
    for &expected in Relation::ALL.iter().filter(|r| **r != Relation::Approver) {
        assert_eq!(relation(&person(expected)), Some(expected));
    }
    assert_eq!(relation(&person(Relation::Approver)), None);
}

#[test]
fn r38_contacts_see_their_own_and_managers_their_companys() {
    assert_eq!(relation(&contact("other", Some("acme"), Standing::Requester)), None);
    assert_eq!(relation(&contact("other", Some("globex"), Standing::Manager)), None);
    let moved = contact("requester", Some("globex"), Standing::Requester);
    assert_eq!(relation(&moved), Some(Relation::Requester));
}

#[test]
fn r38_no_company_is_not_a_company_in_common() {
    let mut private = ticket(Status::Todo);
    private.company = None;
    let manager = contact("manager", None, Standing::Manager);
    assert_eq!(Relation::of(&manager, &private), None);
}

#[test]
fn r38_agents_see_their_teams_or_all_if_the_workspace_says_so() {
    let agent = |teams: &[&str], sees_all| {
        Actor::Member(Member { id: "a".into(), role: Role::Agent, teams: teams.iter().map(|t| (*t).into()).collect(), sees_all })
    };
    assert_eq!(relation(&agent(&["operations"], false)), Some(Relation::Agent));
    assert_eq!(relation(&agent(&["developers"], false)), None);
    assert_eq!(relation(&agent(&[], true)), Some(Relation::Agent));
}

#[test]
fn r38_an_owner_keeps_seeing_a_ticket_that_went_to_another_team() {
    let mut t = ticket(Status::InProgress);
    t.team = "developers".into();
    assert_eq!(Relation::of(&person(Relation::Owner), &t), Some(Relation::Owner));
    assert_eq!(Relation::of(&person(Relation::Agent), &t), None);
}

#[test]
fn r38_rights_beside_tickets_follow_the_role_table() {
    for (role, works, manages, owns) in [
        (Role::Collaborator, false, false, false),
        (Role::Agent, true, false, true),
        (Role::Lead, true, false, true),
        (Role::Admin, true, true, true),
    ] {
        let actor = member("x", role);
        assert_eq!(MayWork::of(&actor).is_ok(), works, "{role:?}");
        assert_eq!(MayManage::of(&actor).is_ok(), manages, "{role:?}");
        assert_eq!(can_own(role), owns, "{role:?}");
    }
    for outsider in [person(Relation::Requester), person(Relation::Manager), Actor::Timer] {
        assert!(MayWork::of(&outsider).is_err() && MayManage::of(&outsider).is_err());
    }
}

fn some_id() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "c"]).prop_map(str::to_owned)
}

prop_compose! {
    fn some_ticket()(
        requester in some_id(), company in prop::option::of(some_id()), team in some_id(),
        owner in prop::option::of(some_id()), helpers in prop::collection::vec(some_id(), 0..3),
    ) -> Ticket {
        let mut t = ticket(Status::InProgress);
        t.requester = requester.into();
        t.company = company.map(Into::into);
        t.team = team.into();
        t.owner = owner.map(Into::into);
        t.collaborators = helpers.into_iter().map(Into::into).collect();
        t
    }
}

prop_compose! {
    fn some_contact()(
        id in some_id(), company in prop::option::of(some_id()), standing in prop::sample::select(Standing::ALL),
    ) -> Contact {
        Contact { id: id.into(), company: company.map(Into::into), standing, only: None }
    }
}

prop_compose! {
    fn some_member()(
        id in some_id(), role in prop::sample::select(Role::ALL),
        teams in prop::collection::vec(some_id(), 0..3), sees_all: bool,
    ) -> Member {
        Member { id: id.into(), role, teams: teams.into_iter().map(Into::into).collect(), sees_all }
    }
}

proptest! {
    #[test]
    fn r38_a_contact_never_sees_another_companys_ticket(t in some_ticket(), c in some_contact()) {
        let own = c.id == t.requester;
        let same_company = c.company.is_some() && c.company == t.company;
        let visible = own || (same_company && c.standing == Standing::Manager);
        let got = Relation::of(&Actor::Contact(c), &t);
        prop_assert_eq!(got.is_some(), visible);
        prop_assert!(matches!(got, None | Some(Relation::Requester | Relation::Manager)));
    }

    #[test]
    fn r38_a_member_sees_what_the_role_says_and_never_acts_as_a_customer(t in some_ticket(), m in some_member()) {
        let invited = t.collaborators.contains(&m.id);
        let visible = match m.role {
            Role::Lead | Role::Admin => true,
            Role::Agent => m.sees_all || invited || t.owner.as_ref() == Some(&m.id) || m.teams.contains(&t.team),
            Role::Collaborator => invited,
        };
        if sees_everything(&m) {
            prop_assert!(visible);
        }
        let got = Relation::of(&Actor::Member(m), &t);
        prop_assert_eq!(got.is_some(), visible);
        prop_assert!(!matches!(got, Some(Relation::Requester | Relation::Manager | Relation::Timer)));
    }
}
