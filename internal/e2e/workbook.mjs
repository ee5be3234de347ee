// A workbook in a clerk's hands: its drop-down lists are read, its rows filled in.
import { unzip, zip } from "./archive.mjs";

export class Workbook {
  #parts;

  constructor(bytes) {
    this.#parts = unzip(bytes);
  }

  bytes() {
    return zip(this.#parts);
  }

  /** The rows of a sheet as lists of words. */
  rows(sheet) {
    const shared = [...this.#part("xl/sharedStrings.xml").matchAll(/<si>([\s\S]*?)<\/si>/g)].map(([, item]) => wordsIn(item));
    return [...this.#part(this.#pathOf(sheet)).matchAll(/<row\b[^>]*>([\s\S]*?)<\/row>/g)].map(([, row]) => {
      const cells = [];
      for (const [, letters, attributes, content] of row.matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
        const value = /<v>([^<]*)<\/v>/.exec(content ?? "")?.[1] ?? "";
        cells[numberOf(letters)] = attributes.includes('t="s"') ? shared[value] : content?.includes("<is>") ? wordsIn(content) : plain(value);
      }
      return Array.from(cells, (words) => words ?? "");
    });
  }

  /** Puts rows under the header of a sheet. Each names its columns by the words of the header. */
  fill(sheet, rows) {
    const header = this.rows(sheet)[0];
    const path = this.#pathOf(sheet);
    const filled = rows.map((row, i) => {
      const cells = Object.entries(row).map(([column, words]) => {
        if (!header.includes(column)) throw new Error(`the sheet has no column ${column}: ${header}`);
        return [header.indexOf(column), words];
      });
      cells.sort(([a], [b]) => a - b);
      return `<row r="${i + 2}">${cells.map(([n, words]) => `<c r="${lettersOf(n)}${i + 2}" t="inlineStr"><is><t>${escaped(words)}</t></is></c>`).join("")}</row>`;
    });
    this.#parts.set(path, Buffer.from(this.#part(path).replace("</sheetData>", () => `${filled.join("")}</sheetData>`)));
    return this;
  }

  /** Writes other words into the cells of every sheet that hold the first ones. */
  correct(from, to) {
    let found = 0;
    for (const path of [...this.#parts.keys()].filter((name) => /worksheets\/|sharedStrings/.test(name))) {
      this.#parts.set(path, Buffer.from(this.#part(path).replace(/(<t\b[^>]*>)([^<]*)(?=<\/t>)/g, (whole, tag, words) => {
        if (plain(words) !== from) return whole;
        found++;
        return tag + escaped(to);
      })));
    }
    if (found === 0) throw new Error(`no cell says ${from}`);
    return this;
  }

  #part(path) {
    return this.#parts.get(path)?.toString("utf8") ?? "";
  }

  #pathOf(sheet) {
    const entry = [...this.#part("xl/workbook.xml").matchAll(/<sheet\b[^>]*>/g)].find(([tag]) => plain(attribute(tag, "name")) === sheet);
    if (!entry) throw new Error(`the workbook has no sheet ${sheet}`);
    const id = attribute(entry[0], "r:id");
    const relation = [...this.#part("xl/_rels/workbook.xml.rels").matchAll(/<Relationship\b[^>]*>/g)].find(([tag]) => attribute(tag, "Id") === id);
    return `xl/${attribute(relation[0], "Target").replace(/^\/xl\//, "")}`;
  }
}

function attribute(tag, name) {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
}

function wordsIn(xml) {
  return [...xml.matchAll(/<t\b[^>]*>([^<]*)<\/t>/g)].map(([, words]) => plain(words)).join("");
}

const names = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };

function plain(xml) {
  return xml.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (_, hex, decimal, name) =>
    name ? names[name] : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal)));
}

function escaped(words) {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function numberOf(letters) {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function lettersOf(number) {
  const rest = number % 26;
  return (number >= 26 ? lettersOf(Math.floor(number / 26) - 1) : "") + String.fromCharCode(65 + rest);
}
