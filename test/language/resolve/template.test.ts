import fc from "fast-check";
import { expect, it } from "vitest";
import { escapeTemplate, parseTemplate, toValue } from "../../../src/language/resolve/template.ts";
import { renderValue } from "../../../src/model/value.ts";

it("takes a text apart, with offsets", () => {
  expect(parseTemplate("a$${b}${secret.c} ${var.d}")).toEqual({
    parts: [
      { kind: "text", text: "a${b}", start: 0, end: 6 },
      { kind: "deferred", reference: { secret: "c" }, start: 6, end: 17 },
      { kind: "text", text: " ", start: 17, end: 18 },
      { kind: "compile", reference: { var: "d" }, start: 18, end: 26 },
    ],
    errors: [],
  });
});

it("makes the model's value, with neighbouring texts joined", () => {
  expect(toValue("plain $HOME")).toBe("plain $HOME");
  expect(toValue("$${x}")).toBe("${x}");
  expect(toValue("http://${service.db.host}:${service.db.port}/${env.X:-a b}")).toEqual({
    template: ["http://", { service: "db", output: "host" }, ":", { service: "db", output: "port" }, "/", { env: "X", default: "a b" }],
  });
});

it("gives any text back that was escaped", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("$", "{", "}", "a", ".", "é") }), (text) => {
      expect(toValue(escapeTemplate(text))).toBe(text);
    }),
  );
});

it("never throws, and covers every text with parts and errors", () => {
  const piece = fc.constantFrom("${", "}", "$", "$${", "var.", "secret.a", "service.", "x", ".", ":-", " ", "env.A", "data.dir");
  fc.assert(
    fc.property(
      fc.array(piece).map((pieces) => pieces.join("")),
      (text) => {
        const { parts, errors } = parseTemplate(text);
        for (const { start, end } of [...parts, ...errors]) expect(start >= 0 && end <= text.length && start <= end).toBe(true);
        expect(typeof renderValue(toValue(text), () => "")).toBe("string");
      },
    ),
  );
});
