import Handlebars from "handlebars";
import { once } from "../model/once.ts";
import { quote, word } from "./quote.ts";
import { headers } from "./templates/headers.ts";
import { nginxConf } from "./templates/nginx-conf.ts";
import { proxyTo } from "./templates/proxy-to.ts";
import { route } from "./templates/route.ts";
import { site } from "./templates/site.ts";

/** All there is to put a value into a template with; a test holds the templates to it. */
const helpers = {
  quote: (value: string) => quote(value),
  word: (value: string | number) => word(value),
  /** A comment ends where its line does. */
  comment: (value: string) => value.replace(/[^\x20-\x7e\x80-\u{10ffff}]/gu, " "),
};

const render = once(() => {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(helpers);
  handlebars.registerPartial({ site, route, proxyTo, headers });
  const options = { strict: true, noEscape: true, preventIndent: false } as const;
  const whole = handlebars.compile(nginxConf, options);
  const part = handlebars.compile(site, options);
  return { whole, part };
});

/** `nginx.conf` as a whole. */
export function renderNginxConf(view: object): string {
  return render().whole(view);
}

/** What stands inside `http {}`. */
export function renderSite(view: object): string {
  return render().part(view);
}
