// What is asked of the server: the routes people wait for, and the bare platform beside them.
import { randomUUID } from "node:crypto";

const READS = 300;
const WRITES = 200;

/** Scenarios for [`measureApi`]. */
export function scenarios({ url, bareUrl, token, lastSerial, requester, ruled }) {
  const signedIn = (own) => ({ cookie: `ld_desk=${own}`, "x-liandan-app": "desk", "accept-language": "zh-CN" });
  const headers = signedIn(token);
  const file = (name, who, own) => ({
    name,
    origin: url,
    count: WRITES,
    expect: 201,
    make: () => ({
      method: "POST",
      path: "/api/v1/tickets",
      headers: { ...signedIn(own), origin: url, "content-type": "application/json", "idempotency-key": randomUUID() },
      body: filing(who),
    }),
  });
  const get = (name, path) => ({ name, origin: url, count: READS, expect: 200, make: (i) => ({ path: path(i), headers }) });
  return [
    { name: "bare_read", origin: bareUrl, count: READS, expect: 200, make: () => ({ path: "/read" }) },
    { name: "bare_insert", origin: bareUrl, count: WRITES, expect: 200, make: () => ({ method: "POST", path: "/insert" }) },
    // A stride that shares no factor with the number of tickets, so that no page is asked for twice in a row.
    get("open_ticket", (i) => `/api/v1/tickets/${1 + ((i * 7919) % lastSerial)}`),
    get("list", () => "/api/v1/tickets?status=todo,in_progress"),
    get("board", () => "/api/v1/board"),
    file("file_ticket", requester, token),
    // The same under a hundred tag rules and a hundred routing rules.
    file("file_ticket_rules", ruled.requester, ruled.token),
  ];
}

const filing = (requester) =>
  JSON.stringify({
    class: "fault",
    title: "扫码报工后提示“物料不存在”",
    details: [
      { key: "actual", text: "扫描工单条码后提示“物料不存在”，重启平板无效，二号线停线等待。" },
      { key: "steps", text: "1. 打开报工界面\n2. 扫描工单条码\n3. 点击确认" },
      { key: "expected", text: "应带出物料编码与数量，可以报工。" },
    ],
    impact: "department",
    urgency: "stopped",
    requester,
  });
