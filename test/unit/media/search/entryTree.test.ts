import assert from "node:assert/strict";
import fc from "fast-check";
import { entryTree } from "../../../../media/search/entryTree.ts";
import { injections } from "../../../e2e/support/injections.ts";
import { installDom, type TestDom } from "../support/dom.ts";

describe("the service's HTML", () => {
  let dom: TestDom;
  beforeEach(() => {
    dom = installDom();
  });
  afterEach(() => dom.remove());

  function read(html: string) {
    const { content, css, hasLinks } = entryTree(html);
    const holder = document.createElement("div");
    holder.append(content);
    return { holder, html: holder.innerHTML, css, hasLinks };
  }

  it("is made of few elements and attributes, its style apart", () => {
    const { html, css, hasLinks } = read(
      '<style>.a { color: red }</style><div class="a" id="x" style="color:red" onclick="x()"><section>in <b>it</b></section></div>' +
        '<svg viewBox="0 0 1 1" onload="x()"><path d="M0 0" fill="red" clip-rule="evenodd"/><foreignObject>out</foreignObject></svg>',
    );
    assert.equal(
      html,
      '<div class="a">in <b>it</b></div><svg viewBox="0 0 1 1"><path d="M0 0" fill="red" clip-rule="evenodd"></path>out</svg>',
    );
    assert.equal(css.trim(), ".a { color: red }");
    assert.equal(hasLinks, false);
  });

  for (const [href, leads] of [
    ["https://www.google.com/search?q=a&amp;b=c", "https://www.google.com/search?q=a&b=c"],
    [
      "https://vertexaisearch.cloud.google.com/grounding-api-redirect/A_-",
      "https://vertexaisearch.cloud.google.com/grounding-api-redirect/A_-",
    ],
    ["http://www.google.com/", null],
    ["https://google.com.evil.example/", null],
    ["https://evilgoogle.com/", null],
    ["https://google.com@evil.example/", null],
    ["https://a:b@google.com/", null],
    ["https://google.com:8443/", null],
    ["javascript:alert(1)//google.com", null],
    ["&#106;avascript:alert(1)", null],
    ["//google.com/", null],
    ["command:workbench.action.quit", null],
  ] as const) {
    it(`has a link to ${href}${leads === null ? " that leads nowhere" : ""}`, () => {
      const { holder, hasLinks } = read(`<a href="${href}">go</a>`);
      assert.equal(holder.querySelector("a")?.getAttribute("href"), leads);
      assert.equal(holder.textContent, "go");
      assert.equal(hasLinks, leads !== null);
    });
  }

  it("has nothing in it that runs, loads or leads elsewhere, whatever it is", () => {
    const known = new Set(
      "a b br div i li ol p span strong ul svg g path circle ellipse line polygon polyline rect".split(" "),
    );
    const check = (hostile: string) => {
      const { holder } = read(hostile);
      for (const element of holder.querySelectorAll("*")) {
        assert.ok(known.has(element.localName), element.outerHTML);
        for (const name of element.getAttributeNames()) {
          assert.ok(!/^(on|style|src|id|xlink)/i.test(name), element.outerHTML);
          assert.ok(!/url\s*\(/i.test(element.getAttribute(name) ?? ""), element.outerHTML);
        }
        const href = element.getAttribute("href");
        assert.ok(href === null || /^https:\/\/([\w-]+\.)*google\.com\//.test(href), element.outerHTML);
      }
    };
    injections()
      .filter((_, index) => index % 5 === 0)
      .forEach(check);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...injections())).map((all) => all.join("")),
        check,
      ),
      {
        numRuns: 50,
      },
    );
    check(
      '<svg><rect fill="url(https://evil.example/x)"/><use href="https://evil.example/#x"/><image href="x"/></svg>',
    );
    check(
      '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    );
  });

  it("is cut where nobody would write so much", () => {
    const deep = read(`${"<div>".repeat(5000)}deep`);
    assert.ok(deep.holder.querySelectorAll("*").length <= 31);
    assert.ok(read("<b>x</b>".repeat(5000)).holder.querySelectorAll("*").length <= 1000);
  });
});
