import { expect, it } from "vitest";
import { siteNames } from "../../src/nginx/names.ts";

it("names variables after the site and what they are for", () => {
  expect(siteNames("office").variable("to", "time-zones")).toBe("office_to_time_zones");
  expect(siteNames("office.prod").variable("host")).toMatch(/^mcpc_office_prod_[0-9a-f]{6}_host$/);
});

it("keeps variables as short as nginx's table of them wants, and apart from each other", () => {
  const [long, other] = [siteNames("a".repeat(63)), siteNames(`${"a".repeat(63)}.prod`)];
  const names = [
    long.variable("host"),
    other.variable("host"),
    ...["b".repeat(63), `${"b".repeat(62)}c`].flatMap((route) => [long.variable("to", route), other.variable("quota", "0", route)]),
    long.variable("access_control_request_headers"),
  ];
  for (const name of names) expect(name).toMatch(/^mcpc_[a-z0-9_]{1,41}$/);
  expect(new Set(names).size).toBe(names.length);
});
