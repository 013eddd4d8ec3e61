// Requests as people fill them in.
import { randomUUID } from "node:crypto";

export const unique = (word) => `${word}-${randomUUID().slice(0, 8)}`;

const DETAILS = {
  question: [{ key: "question", text: "月结后如何补录一张采购发票？" }],
  fault: [{ key: "actual", text: "扫码后提示“物料不存在”" }, { key: "steps", text: "1. 打开报工界面\n2. 扫码" }],
  change: [{ key: "change", text: "给仓库王敏开通盘点单审核权限" }, { key: "reason", text: "原审核人已调岗" }],
  request: [{ key: "need", text: "按班组汇总的日产量报表" }],
};

/** `NewTicket`. */
export const newTicket = (more = {}) => {
  const kind = more.class ?? "fault";
  return { class: kind, title: "扫码枪无法报工", details: DETAILS[kind], impact: "department", urgency: "slow", ...more };
};

/** `ContactForm` of a stranger. */
export const stranger = (email = `${unique("guest")}@factory.test`) => ({ name: "周强", email, phone: "138 0000 0000" });

/** `NewRobot`: the address as its vendor shows it. */
export const newRobot = (more = {}) => ({ vendor: "wecom", name: unique("群"), url: ROBOT_URL[more.vendor ?? "wecom"] + randomUUID(), topics: ["breach"], ...more });

const ROBOT_URL = {
  wecom: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=",
  feishu: "https://open.feishu.cn/open-apis/bot/v2/hook/",
  dingtalk: "https://oapi.dingtalk.com/robot/send?access_token=",
};

const PARTS = { question: ["question", "tried"], fault: ["actual", "steps", "expected"], change: ["change", "reason"], request: ["need", "value"] };

/** A classification guide in which every class asks for its first part. */
export const guide = () =>
  Object.entries(PARTS).map(([kind, keys]) => ({
    class: kind,
    guidance: { zh: `${kind}：请这样选`, en: `${kind}: choose it for this` },
    parts: keys.map((key, i) => ({ key, label: { zh: `请写${key}`, en: `Your ${key}` }, hint: { zh: null, en: `e.g. ${key}` }, required: i === 0 })),
  }));

/** Long enough to be nobody else's. */
export const draftKey = () => randomUUID() + randomUUID();

export const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

/** A picture whose content nobody else has: bytes after the end of a PNG are ignored by every reader. */
export const picture = (words = randomUUID()) => Buffer.concat([PNG, Buffer.from(words)]);

/** `TagRule`. */
export const tagRule = (more = {}) => ({ id: unique("tag"), name: { zh: unique("标签") }, words: ["打卡"], except: [], active: true, ...more });

/** `RoutingRule`. */
export const routingRule = (team, on = {}, more = {}) => ({ id: unique("rule"), name: unique("规则"), on, team, owner: "nobody", active: true, ...more });

/** An article with a first text. */
export const newArticle = (form = {}) => ({ lang: "zh", title: unique("扫码枪没有反应"), text: "## 先看电源\n\n按一下开关。", readers: "everyone", ...form });
