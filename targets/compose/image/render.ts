import Handlebars from "handlebars";
import { comment, execForm, instructionWord, pathList } from "./quote.ts";

const handlebars = Handlebars.create();
handlebars.registerHelper({
  comment,
  exec: execForm,
  word: instructionWord,
  words: (texts: readonly string[]) => texts.map(instructionWord).join(" "),
  paths: pathList,
});

const templates = new Map<string, (values: object) => string>();

/** Fills a Dockerfile's template. A value that is missing is an error; what must not be there is `false`. */
export function renderDockerfile(template: string, values: Readonly<Record<string, unknown>>): string {
  let render = templates.get(template);
  if (render === undefined) {
    render = handlebars.compile(template, { strict: true, noEscape: true, knownHelpersOnly: true, knownHelpers });
    templates.set(template, render);
  }
  return render(values);
}

const knownHelpers = { comment: true, exec: true, word: true, words: true, paths: true };
