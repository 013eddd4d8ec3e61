//! Beside the form on a desk: what happens after it was sent.

use app::{
    i18n::{lang, tr},
    ui::after_paint,
};
use leptos::prelude::*;

use super::{parts::wait, values::Form};

/// The rail; its second line follows the class.
pub fn rail(form: Form) -> AnyView {
    after_paint(wait::RAIL_MS, || false, move || beside(form))
}

fn beside(form: Form) -> AnyView {
    view! {
        <aside class="panel form-rail">
            <h2>{tr("提交之后", "What happens next")}</h2>
            <ol class="next-steps">
                <li>{tr("立即得到一个编号，确认邮件里有查看链接", "You get a number at once, and a link by e-mail")}</li>
                <li>{move || form.class().map_or(tr("选好类别后，这里会说明处理方式", "Choose a kind to see how it is handled"), |class| class.consequence(lang())).to_owned()}</li>
                <li>{tr("客服确认优先级，并安排负责人", "Support confirms the priority and finds who is responsible")}</li>
                <li>{tr("由您验证：解决了就关闭，没解决就继续", "You check the result: solved closes it, otherwise work goes on")}</li>
            </ol>
            <p class="hint">{tr("内容会自动保存在本机，刷新或断网都不会丢。", "What you write is kept on this device, through reloads and lost connections.")}</p>
        </aside>
    }
    .into_any()
}
