// What the tests ask of a page, in the page: each function gives what it finds,
// as lines of text, and an empty list when nothing is wrong.
globalThis.look = (() => {
	const wrong = (found) => [...new Set(found)];
	const rounded = (n) => Math.round(n * 10) / 10;

	// name says which element is meant, as a person would find it again.
	const name = (e) => {
		const kind = e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + [...e.classList].map((c) => "." + c).join("");
		const words = (e.innerText ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
		return words ? `${kind} "${words}"` : kind;
	};
	// Text for screen readers alone, and a link that shows itself when it has the
	// focus, are a pixel large or stand outside the page.
	const shown = (e) => {
		if (!e.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true })) return false;
		for (let at = e; at && at !== document.body; at = at.parentElement) {
			if (getComputedStyle(at).clipPath === "inset(50%)") return false;
			const box = at.getBoundingClientRect();
			const style = getComputedStyle(at);
			if (style.display !== "contents" && style.display !== "inline" && (box.width <= 1 || box.height <= 1) && style.overflow !== "visible") return false;
			if (box.right + scrollX <= 0 || box.bottom + scrollY <= 0) return false;
		}
		return true;
	};
	const texts = (root) => {
		const found = [];
		const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
		while (walker.nextNode()) {
			const node = walker.currentNode;
			if (node.data.trim() && !node.parentElement.closest("script, style, noscript") && shown(node.parentElement)) found.push(node);
		}
		return found;
	};
	const rects = (node) => {
		const range = document.createRange();
		range.selectNodeContents(node);
		return [...range.getClientRects()].filter((r) => r.width > 0 && r.height > 0);
	};
	const block = (e) => {
		while (e.parentElement && getComputedStyle(e).display.startsWith("inline")) e = e.parentElement;
		return e;
	};
	const focusable = () => [...document.querySelectorAll(
		"a[href], button, input, select, textarea, summary, audio[controls], video[controls], iframe, [tabindex]")]
		.filter((e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }));

	// reflow: nothing is wider than the window, and no text is cut off.
	function reflow() {
		const found = [];
		const width = document.documentElement.clientWidth;
		if (document.documentElement.scrollWidth > width) found.push(`the page is ${document.documentElement.scrollWidth}px wide in ${width}px`);
		for (const node of texts(document.body)) {
			const e = node.parentElement;
			// Tables may be wider, as WCAG 1.4.10 has it, in a box that scrolls.
			if (e.closest("table")?.parentElement?.matches(".table")) continue;
			for (const r of rects(node)) {
				if (r.right > width + 1 || r.left < -1) found.push(`${name(e)} reaches from ${rounded(r.left)} to ${rounded(r.right)}px in ${width}px`);
				for (let at = e; at && at !== document.documentElement; at = at.parentElement) {
					const style = getComputedStyle(at);
					if (style.overflowX === "visible" && style.overflowY === "visible" || style.display === "inline") continue;
					const box = at.getBoundingClientRect();
					if (r.right > box.right + 1 || r.left < box.left - 1 || r.bottom > box.bottom + 2 || r.top < box.top - 2) found.push(`${name(e)} is cut off by ${name(at)}`);
				}
			}
		}
		return wrong(found);
	}

	// spacing: with the distances of WCAG 1.4.12 no text is lost. A style sheet
	// that a script makes is not stopped by the site's policy.
	function spacing() {
		const before = document.body.innerText.replace(/\s+/g, " ");
		const sheet = new CSSStyleSheet();
		sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }");
		document.adoptedStyleSheets = [sheet];
		const found = reflow();
		if (document.body.innerText.replace(/\s+/g, " ") !== before) found.push("the text is another with the distances of WCAG 1.4.12");
		document.adoptedStyleSheets = [];
		return wrong(found);
	}

	// covers says whether what stands above an element hides it: the empty part of
	// a box with no background does not.
	const covers = (top, e) => {
		for (let at = top; at && at !== e && !at.contains(e); at = at.parentElement) {
			if (e.contains(at)) return false;
			const style = getComputedStyle(at);
			if (!/^rgba\(.*, 0\)$/.test(style.backgroundColor) || style.backgroundImage !== "none" || at.matches("img, video, svg")) return true;
		}
		return false;
	};

	// focus: whatever takes the focus shows it, and nothing stands over it, on the
	// way down the page and on the way up. An inline link has a box for each line.
	function focus() {
		const found = [];
		const properties = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor", "borderColor", "textDecorationLine", "textDecorationThickness"];
		const looks = (e) => properties.map((p) => getComputedStyle(e)[p]).join();
		const down = focusable();
		for (const e of [...down, ...down.toReversed()]) {
			document.activeElement?.blur?.();
			const before = looks(e);
			e.focus({ focusVisible: true });
			if (document.activeElement !== e) found.push(`${name(e)} does not take the focus`);
			else if (before === looks(e) || getComputedStyle(e).outlineStyle === "none") found.push(`${name(e)} does not show the focus by an outline`);
			for (const r of e.getClientRects()) {
				// What is taller than the window cannot all be seen at once.
				if (r.height > innerHeight - 80) continue;
				const points = [[r.left + 2, r.top + 2], [r.right - 2, r.top + 2], [r.left + 2, r.bottom - 2], [r.right - 2, r.bottom - 2], [r.left + r.width / 2, r.top + r.height / 2]];
				for (const [x, y] of points) {
					const top = document.elementFromPoint(x, y);
					if (top && covers(top, e)) found.push(`${name(e)} has the focus, and ${name(top)} stands over it`);
				}
				if (r.bottom <= 0 || r.top >= innerHeight) found.push(`${name(e)} has the focus out of sight`);
			}
		}
		scrollTo(0, 0);
		return wrong(found);
	}

	// targets: 44 by 44 px, as WCAG 2.5.5 has it. Links within a sentence are
	// excepted there, since their size is that of its lines.
	function targets() {
		const found = [];
		for (const e of focusable().filter(shown)) {
			let box = e.getBoundingClientRect();
			const style = getComputedStyle(e);
			if (style.display === "inline" && block(e).innerText.trim() !== e.innerText.trim()) continue;
			const after = getComputedStyle(e, "::after");
			if (after.content !== "none" && after.position === "absolute") {
				let around = e;
				while (around !== document.body && getComputedStyle(around).position === "static") around = around.parentElement;
				box = around.getBoundingClientRect();
			}
			if (box.width < 43.9 || box.height < 43.9) found.push(`${name(e)} is ${rounded(box.width)} by ${rounded(box.height)}px, not 44 by 44`);
		}
		return wrong(found);
	}

	// type: large enough, lines apart and short, ragged, words whole.
	function type() {
		const found = [];
		const least = /-simple\b/.test(document.documentElement.lang) ? 22 : 20;
		for (const node of texts(document.body)) {
			const e = node.parentElement;
			const size = parseFloat(getComputedStyle(e).fontSize);
			if (size < least) found.push(`${name(e)} is set at ${rounded(size)}px, not ${least}`);
		}
		const blocks = new Map();
		for (const node of texts(document.querySelector("main"))) {
			const e = node.parentElement;
			const style = getComputedStyle(e);
			if (style.textAlign === "justify") found.push(`${name(e)} is justified`);
			if (!["manual", "none"].includes(style.hyphens)) found.push(`${name(e)} may be hyphenated`);
			const around = block(e);
			blocks.set(around, [...(blocks.get(around) ?? []), node]);
		}
		for (const [e, nodes] of blocks) {
			const style = getComputedStyle(e);
			const heading = e.closest("h1, h2, h3, h4, h5, h6, a, button, summary, legend, label, th, td, dt, nav");
			if (!heading && parseFloat(style.lineHeight) / parseFloat(style.fontSize) < 1.495) found.push(`${name(e)} has lines ${rounded(parseFloat(style.lineHeight) / parseFloat(style.fontSize))} apart, not 1.5`);
			const long = Math.max(...lines(nodes));
			if (long > 70) found.push(`${name(e)} has a line of ${long} characters, not 70`);
		}
		return wrong(found);
	}

	// lines counts the characters on each line of text: a line ends where the next
	// character stands below, and further back.
	function lines(nodes) {
		const counts = [0];
		let last;
		const range = document.createRange();
		for (const node of nodes) {
			for (let i = 0; i < node.length; i++) {
				range.setStart(node, i);
				range.setEnd(node, i + 1);
				const box = range.getClientRects()[0];
				if (!box || box.width === 0) continue;
				if (last && box.top > last.top + last.height / 2 && box.left < last.right) counts.push(0);
				counts[counts.length - 1]++;
				last = box;
			}
		}
		return counts;
	}

	// structure: one h1, no level skipped, a language, the landmarks.
	function structure() {
		const found = [];
		const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((e) => e.checkVisibility()).map((e) => Number(e.tagName[1]));
		if (levels.filter((l) => l === 1).length !== 1) found.push(`${levels.filter((l) => l === 1).length} h1`);
		levels.forEach((l, i) => { if (i && l > levels[i - 1] + 1) found.push(`h${l} comes after h${levels[i - 1]}`); });
		if (!document.documentElement.lang) found.push("no lang");
		for (const one of ["main", "header", "footer"]) {
			if (document.querySelectorAll(`body > ${one}`).length > 1 || !document.querySelector(one)) found.push(`not one ${one}`);
		}
		return wrong(found);
	}

	// settle brings every picture into sight, and waits until it is there.
	async function settle() {
		const found = [];
		for (const picture of document.images) {
			picture.scrollIntoView();
			await picture.decode().catch(() => found.push(`${picture.currentSrc || picture.src} does not show`));
		}
		scrollTo(0, document.documentElement.scrollHeight);
		await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
		scrollTo(0, 0);
		return wrong(found);
	}

	// kept lists what the site left behind in the browser, but for cookies that
	// scripts do not see.
	async function kept() {
		const found = [];
		if (document.cookie) found.push("cookie: " + document.cookie);
		for (const kind of ["localStorage", "sessionStorage"]) {
			if (globalThis[kind].length) found.push(`${kind}: ${Object.keys(globalThis[kind])}`);
		}
		for (const base of await indexedDB.databases()) found.push("IndexedDB: " + base.name);
		for (const cache of await caches.keys()) found.push("cache: " + cache);
		for (const worker of await navigator.serviceWorker.getRegistrations()) found.push("service worker: " + worker.scope);
		return wrong(found);
	}

	// axe runs every rule of axe-core that it has not given up. What it cannot
	// decide counts, too, unless explained says why it is right.
	async function axe(explained) {
		// Colours that fade into those of another preference have to be there.
		await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
		document.getAnimations().forEach((animation) => animation.finish());
		const rules = Object.fromEntries(globalThis.axe.getRules().map(({ ruleId, tags }) => [ruleId, { enabled: !tags.includes("deprecated") }]));
		// Forced colours are the reader's own, and axe compares with the fill of the
		// letters, which Chromium tells as the site has it.
		if (matchMedia("(forced-colors: active)").matches) rules["color-contrast"] = rules["color-contrast-enhanced"] = { enabled: false };
		const { violations, incomplete } = await globalThis.axe.run(document, { rules, resultTypes: ["violations", "incomplete"] });
		const said = (kind, results) => results.flatMap(({ id, nodes }) => nodes.map((node) => {
			const checks = [...node.any, ...node.all, ...node.none];
			const why = checks.map((c) => c.message).join("; ");
			const key = checks.map((c) => c.data?.messageKey).filter(Boolean).join();
			return { kind, id, key, in: document.querySelector(node.target.at(-1)), text: `${kind} ${id}: ${node.target.join(" ")}: ${why}` };
		}));
		return wrong([...said("violation", violations), ...said("unsure", incomplete)]
			.filter(({ kind, id, key, in: e }) => !explained.some((x) => x.Kind === kind && x.Rule === id && (!x.Key || x.Key === key) && (!x.In || e?.closest(x.In))))
			.map(({ text }) => text));
	}

	return { reflow, spacing, focus, targets, type, structure, settle, kept, axe };
})();
