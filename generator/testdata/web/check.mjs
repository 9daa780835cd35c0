// Looks through a folder with a built site, as browsers, feed readers and
// search engines would, with the help of others' work: html-validate and the Nu
// checker for HTML, the Nu checker for CSS and SVG, libxml2 for XML. What it finds it prints as JSON:
// [{"file": "blog/index.html", "line": 3, "rule": "no-dup-id", "message": "…"}].
//
//     node check.mjs FOLDER
import { execFileSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { memoryPages, validateXML } from "xmllint-wasm";

// Everything is asked for, but what the reasons here are against.
const html = {
	extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
	rules: {
		// No preset has these.
		"no-style-tag": "error",
		"no-unknown-elements": "error",
		// Every style sheet is the site's own; a digest guards against other hosts.
		"require-sri": ["error", { target: "crossorigin" }],
		// Writers' titles are as long as they are, and search engines cut them.
		"long-title": "off",
		// Style alone, and of writers' text at that.
		"no-trailing-whitespace": "off",
	},
};

// schemas says by which RELAX NG grammar XML of a name is judged.
const schemas = { "feed.xml": "atom.rng", "sitemap.xml": "sitemap.rng" };

const here = import.meta.dirname;
const root = process.argv[2];
const files = (await readdir(root, { recursive: true, withFileTypes: true }))
	.filter((entry) => entry.isFile())
	.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
	.sort();
const findings = [];

const validator = new HtmlValidate(new StaticConfigLoader({ root: true, ...html }));
for (const file of files.filter((name) => name.endsWith(".html"))) {
	const report = await validator.validateString(await readFile(path.join(root, file), "utf8"));
	for (const { line, ruleId: rule, message } of report.results.flatMap((result) => result.messages)) {
		findings.push({ file, line, rule, message });
	}
}

for (const [name, schema] of Object.entries(schemas)) {
	for (const file of files.filter((file) => path.basename(file) === name)) {
		const { valid, errors, rawOutput } = await validateXML({
			xml: { fileName: name, contents: await readFile(path.join(root, file)) },
			schema: await readFile(path.join(here, schema), "utf8"),
			extension: "relaxng",
			maxMemoryPages: 256 * memoryPages.MiB,
		});
		if (!valid && errors.length === 0) {
			findings.push({ file, line: 0, rule: schema, message: rawOutput });
		}
		for (const { message, loc } of errors) {
			findings.push({ file, line: loc?.lineNumber ?? 0, rule: schema, message });
		}
	}
}

// The Nu checker is in Java, and takes a second to start: one run looks at all.
// Its warnings and hints count, too. The site's own policy is judged by a browser: a
// file on a disk has no 'self' whose files could be used, and JSON-LD is no script.
const notHere = /^(Resource|Inline script) violates Content Security Policy \(meta tag\): (blocked by|[a-z ]+ “\/[^\/])/;
const jar = path.join(here, "node_modules", "vnu-jar", "build", "dist", "vnu.jar");
const nu = files.filter((file) => [".html", ".css", ".svg"].includes(path.extname(file)));
const options = ["-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", "--also-check-css", "--also-check-svg"];
const answer = execFileSync("java", [...options, ...nu], { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
for (const { url, lastLine, type, subType, message } of JSON.parse(answer).messages) {
	if (notHere.test(message)) continue;
	const file = path.relative(root, url.startsWith("file:") ? fileURLToPath(url) : url);
	findings.push({ file, line: lastLine ?? 0, rule: `nu-${subType ?? type}`, message });
}

process.stdout.write(JSON.stringify(findings));
