//! The open tickets of a member who is away, and one press that gives them to somebody else (R11). Nothing is handed over by
//! itself: whoever oversees the work decides.

use app::{
    api::{ApiError, Call},
    dom,
    i18n::{lang, tr},
    load::Load,
    toast,
    ui::*,
};
use leptos::prelude::*;
use shared::{
    id::MemberId,
    wire::{
        board::{Card, TicketList},
        people::MemberView,
        ticket::{Assign, Changed, Seen},
    },
};

use app::desk::context;

/// The value of the choice that follows the routing rules.
const BY_RULES: &str = "";

/// The list, to whom, and the button.
pub fn handover(member: &MemberView) -> AnyView {
    let path = ["/api/v1/tickets?status=todo,in_progress,verifying&owner=", member.id.as_str()].concat();
    let load = Load::<TicketList>::new(move || path.clone());
    let (to, busy, done) = (RwSignal::new(BY_RULES.to_owned()), RwSignal::new(false), RwSignal::new(0usize));
    let own = member.id.clone();
    let options = Signal::derive(move || {
        let others = context::owners().into_iter().filter(|other| other.id != own).map(|other| (other.id.0, other.name.into()));
        std::iter::once((BY_RULES.to_owned(), tr("按分派规则", "Whoever the routing rules name").to_owned())).chain(others).collect()
    });
    let press = move || {
        let cards = load.value.with_untracked(|list| list.as_ref().map(|list| list.tickets.clone()).unwrap_or_default());
        let to = Some(to.get_untracked()).filter(|id| id != BY_RULES).map(MemberId);
        busy.set(true);
        done.set(0);
        dom::spawn(async move {
            let mut kept: Option<ApiError> = None;
            for card in &cards {
                match give(card, to.as_ref()).await {
                    Ok(_) => done.try_update(|done| *done += 1),
                    Err(error) => {
                        kept = Some(error);
                        None
                    }
                };
            }
            busy.try_set(false);
            load.reload();
            let moved = done.try_get_untracked().unwrap_or_default();
            if moved > 0 {
                toast::done([tr("已移交 ", "Handed over: "), &moved.to_string(), tr(" 张工单", "")].concat());
            }
            // What was refused stays in the list.
            if let Some(error) = kept {
                toast::failed([tr("有工单没有移交：", "Some stay where they are: "), &error.message].concat());
            }
        });
    };
    let body = move |value: RwSignal<Option<TicketList>>| {
        live(move || {
            let (cards, more) =
                value.with(|list| list.as_ref().map(|list| (list.tickets.clone(), list.next.is_some()))).unwrap_or_default();
            if cards.is_empty() {
                return view! { <p>{tr("名下没有未关闭的工单。", "No open tickets.")}</p> }.into_any();
            }
            let count = cards.len().to_string();
            let label = [tr("移交这 ", "Hand over these "), &count, tr(" 张", "")].concat();
            let rows: Vec<AnyView> = cards.iter().map(row).collect();
            view! {
                <ul class="handover">{rows}</ul>
                {more.then(|| view! { <p class="hint">{tr("每次移交 50 张，移交后显示其余的。", "50 at a time; the rest shows afterwards.")}</p> }.into_any())}
                <SelectField id="handover-to" label=tr("交给", "To") value=to options required=true />
                <footer class="actions"><Button label kind=Kind::Primary busy on_press=press /></footer>
            }
            .into_any()
        })
    };
    view! { <div class="stack">{loaded(load, || skeleton(4), body)}</div> }.into_any()
}

fn row(card: &Card) -> AnyView {
    let serial = card.serial.to_string();
    let href = ["/desk/tickets/", &serial].concat();
    view! { <li><a href=href dir="auto">{["#", &serial, " ", card.title.as_str()].concat()}</a><small>{card.status.label(lang())}</small></li> }.into_any()
}

async fn give(card: &Card, to: Option<&MemberId>) -> Result<Changed, ApiError> {
    let (path, version) = (["/api/v1/tickets/", &card.serial.to_string()].concat(), card.version);
    let call = match to {
        None => Call::put(path + "/routing", &Seen { version }),
        Some(member) => Call::put(path + "/assignment", &Assign { version, team: card.team.clone(), owner: Some(member.clone()) }),
    };
    call.key(&dom::random_id()).send().await
}
