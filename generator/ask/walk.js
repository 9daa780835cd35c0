(function () {
  "use strict";
  var body = document.body, form = document.forms[0];
  var $ = function (id) { return document.getElementById(id); };
  var list = function (all) { return Array.prototype.slice.call(all); };
  var steps = list(form.querySelectorAll(".step:not(.screen)"));
  var end = $("end"), now = 0;

  // The short answer: docs/saying-yes.md. The program reads it.
  var alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  function short(codes, asked, say, name, pictures) {
    var front = (codes + asked).replace(/[^0-9A-Z]/g, "").split("").map(function (c) { return alphabet.indexOf(c); });
    var bits = [say >> 1 & 1, say & 1, name ? 1 : 0].concat(pictures.map(function (on) { return on ? 1 : 0; }));
    while (bits.length % 5 || bits.length === 20) bits.push(0);
    var all = front.length + bits.length / 5 + 2, i;
    front = front.map(function (v, at) { return at < front.length - 2 ? v ^ all : v; });
    var letters = front.slice();
    for (i = 0; i < bits.length; i += 5) {
      var v = parseInt(bits.slice(i, i + 5).join(""), 2);
      letters.push(v ^ front[i / 5 % front.length] ^ front[front.length - 1]);
    }
    for (var weight = 1; weight < 3; weight++) {
      var sum = 0;
      letters.concat(0).forEach(function (v) {
        for (i = 0; i < weight; i++) sum = sum << 1 ^ (sum & 16 ? 37 : 0);
        sum ^= v;
      });
      letters.push(sum);
    }
    var text = letters.map(function (v) { return alphabet[v]; }).join(""), out = [];
    for (i = 0; i < front.length - 2; i += 8) out.push(text.slice(i, i + 4) + "-" + text.slice(i + 4, i + 8));
    return out.concat(text.slice(front.length - 2)).join(" ");
  }

  // Where somebody is, and what they ticked, stays on the device until they end: no
  // words, and nothing where the browser does not allow it.
  var key = "for-you " + body.dataset.codes + " " + body.dataset.asked;
  function keep(state) {
    try {
      if (state) localStorage.setItem(key, JSON.stringify(state)); else localStorage.removeItem(key);
    } catch (e) { /* then it is not kept */ }
  }
  function kept() {
    try { return JSON.parse(localStorage.getItem(key)) || {}; } catch (e) { return {}; }
  }
  function save() {
    var ticks = {};
    list(form.querySelectorAll("input[type=radio]")).forEach(function (r) { if (r.checked) ticks[r.name] = r.value; });
    keep({ step: now, ticks: ticks });
  }
  function ticked(name) {
    var r = form.querySelector('input[name="' + name + '"]:checked');
    return !!r && r.value === "yes";
  }

  // Voices of this device alone: others send the words somewhere.
  var listen = $("listen"), talk = window.speechSynthesis, speaking = false;
  function voiceFor(lang) {
    if (!talk) return null;
    return talk.getVoices().filter(function (v) { return v.localService === true && v.lang.replace("_", "-").slice(0, 2).toLowerCase() === lang.slice(0, 2).toLowerCase(); })[0] || null;
  }
  function quiet() {
    if (talk && speaking) talk.cancel();
    speaking = false;
    listen.textContent = "Listen";
  }
  function shown() { return end && !end.hidden ? end : steps[now]; }
  function offer() {
    var s = shown(), h = s.querySelector("h2");
    s.insertBefore(listen, h.nextSibling);
    listen.hidden = !voiceFor(s.dataset.lang || "en");
  }
  function say() {
    if (speaking) { quiet(); return; }
    var s = shown(), voice = voiceFor(s.dataset.lang || "en");
    if (!voice) return;
    var lines = s.innerText.split("\n").map(function (l) { return l.trim(); }).filter(function (l) { return l && l !== "Listen"; });
    speaking = true;
    listen.textContent = "Stop the voice";
    lines.forEach(function (l, i) {
      var u = new SpeechSynthesisUtterance(l);
      u.voice = voice; u.lang = voice.lang; u.rate = 0.9;
      if (i === lines.length - 1) u.onend = quiet;
      talk.speak(u);
    });
  }
  listen.addEventListener("click", say);
  if (talk && talk.addEventListener) talk.addEventListener("voiceschanged", offer);

  function show(i, move) {
    quiet();
    now = Math.max(0, Math.min(i, steps.length - 1));
    if (end) end.hidden = true;
    $("said").textContent = "";
    steps.forEach(function (s, n) { s.hidden = n !== now; });
    $("progress").textContent = "Step " + (now + 1) + " of " + steps.length;
    $("progress").hidden = $("way").hidden = false;
    $("back").hidden = now === 0;
    $("next").hidden = now === steps.length - 1;
    offer();
    if (move) arrive(steps[now]);
  }
  function arrive(section) {
    section.querySelector("h2").focus();
    window.scrollTo(0, 0);
  }

  $("back").addEventListener("click", function () { show(now - 1, true); save(); });
  $("next").addEventListener("click", function () { show(now + 1, true); save(); });
  form.addEventListener("change", save);
  form.addEventListener("keydown", function (e) {
    if (e.key === "Enter" && e.target.type === "text") { e.preventDefault(); show(now + 1, true); save(); }
  });
  $("forget").addEventListener("click", function () {
    keep(null);
    form.reset();
    show(0, true);
    $("said").textContent = "Nothing of this is kept on this device now.";
  });
  // The second click of a double one would answer what nobody has read.
  form.addEventListener("click", function (e) {
    if (e.detail > 1 && e.target.closest(".answers")) { e.preventDefault(); e.stopPropagation(); }
  }, true);
  form.addEventListener("submit", function (e) {
    if (end) e.preventDefault();
    keep(null);
  });
  if (end) {
    list(form.querySelectorAll(".answers button")).forEach(function (b) {
      b.addEventListener("click", function () {
        quiet();
        keep(null);
        var pictures = list(form.querySelectorAll(".theirs")).map(function (p, i) { return ticked("picture-" + i); });
        var says = ["not-yet", "no", "take-down", "yes"];
        $("short").textContent = short(body.dataset.codes, body.dataset.asked, says.indexOf(b.value), ticked("name"), pictures);
        var helper = $("helper") ? $("helper").value.trim() : "";
        $("with").lastChild.textContent = helper;
        $("with").hidden = !helper;
        steps[now].hidden = $("way").hidden = $("progress").hidden = true;
        end.hidden = false;
        offer();
        arrive(end);
      });
    });
    $("again").addEventListener("click", function () { show(steps.length - 1, true); save(); });
  }

  // What the browser itself would fill in again is not what they ticked.
  form.reset();
  var before = kept(), ticks = before.ticks || {};
  Object.keys(ticks).forEach(function (name) {
    list(form.querySelectorAll("input[type=radio]")).forEach(function (r) { if (r.name === name && r.value === ticks[name]) r.checked = true; });
  });
  body.className = "walking";
  $("leave").hidden = false;
  show(before.step || 0, false);
  window.addEventListener("pagehide", quiet);
  // Back shows what is kept, and not what stood there when it was left.
  window.addEventListener("pageshow", function (e) { if (e.persisted) location.reload(); });
  // Tests ask it for short answers.
  form.short = short;
})();
