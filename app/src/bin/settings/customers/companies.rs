//! Customer companies.

use app::{draft::Snapshot, i18n::tr, load::Load, toast, ui::*};
use leptos::{ev::SubmitEvent, prelude::*};
use shared::{
    text::Name,
    wire::people::{Companies, CompanyView, NewCompany},
};

use super::{search, searched};
use crate::parts::{entries, head, row};
use app::desk::{form::Form, kept};

/// The list, and the form for one more.
pub fn companies(works: bool, words: RwSignal<String>) -> AnyView {
    let open = RwSignal::new(false);
    let name = kept::text("company.name");
    let load = Load::<Companies>::new(|| searched("/api/v1/companies"));
    let about = tr(
        "公司把联系人和项目归到一起；客户主管能看到本公司的全部工单。",
        "A company holds contacts and projects together; its managers see all of its tickets.",
    );
    let list = move |found: RwSignal<Option<Companies>>| {
        let list = move || {
            let all = found.get().map(|found| found.companies).unwrap_or_default();
            let rows =
                all.into_iter().map(|company| row(icon(Icon::People), company.name.as_str(), true, Vec::new(), Vec::new(), None)).collect();
            entries(rows, tr("没有找到公司", "No company found"), tr("换个说法再找，或新建一家。", "Try other words, or add one."))
        };
        list.into_any()
    };
    view! {
        {head(tr("公司", "Companies"), about, works.then_some((tr("新建公司", "New company"), open)))}
        {search(words)}
        {loaded(load, || skeleton(4), list)}
        <Dialog title=tr("新建公司", "New company") open>{form(name, open, load)}</Dialog>
    }
    .into_any()
}

fn form(name: RwSignal<String>, open: RwSignal<bool>, load: Load<Companies>) -> AnyView {
    let form = Form::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.clear();
        let Some(parsed) = form.check("company-name", Name::parse(&name.get_untracked())) else {
            return;
        };
        let words = Snapshot::take(&[name]);
        form.create("/api/v1/companies", &NewCompany { name: parsed }, &[("name", "company-name")], move |_: CompanyView| {
            toast::done(tr("已新建公司", "Company added"));
            words.forget();
            open.set(false);
            load.reload();
        });
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            {form.trouble()}
            <TextField id="company-name" label=tr("公司名称", "Company name") value=name error=form.error("company-name") max=Name::CHARS_MAX required=true />
            <footer class="actions"><Button label=tr("保存", "Save") kind=Kind::Primary submit=true busy=form.busy /></footer>
        </form>
    }
    .into_any()
}
