/*
Golden Thread: the search.

The index of the site is fetched when somebody begins to write, and looked
through here. What they write is sent nowhere and kept nowhere: not in the
address, the history or any storage.
*/
(function () {
  'use strict';
  var box = document.querySelector('.search');
  if (!box || !window.XMLHttpRequest || !String.prototype.normalize) { return; }
  var field = box.querySelector('input');
  var status = box.querySelector('[role=status]');
  var list = box.querySelector('ol');
  var root = box.getAttribute('data-root');
  var most = 50;
  var pages = null, asked = false, timer = 0;

  // Words in small letters and without accents, each with a space before it.
  function plain(text) {
    return ' ' + text.normalize('NFD').replace(/[\u0300-\u036f'\u2019]/g, '').toLowerCase()
      .replace(/[\s!-\/:-@\[-`{-~\u2010-\u2026\u00a0-\u00bf]+/g, ' ');
  }
  function text(name, n) { return box.getAttribute('data-' + name).replace('#', function () { return n; }); }

  // It is said once the writing stops, so that nobody is talked over.
  function say(words) {
    clearTimeout(timer);
    timer = setTimeout(function () { status.textContent = words; }, 700);
  }

  function link(address, words) {
    var a = document.createElement('a');
    a.href = encodeURI(root + address.slice(1));
    a.textContent = words;
    return a;
  }
  function add(to, tag, name) {
    var one = document.createElement(tag);
    if (name) { one.className = name; }
    return to.appendChild(one);
  }

  // A page is [address, title, summary, topics, language, easy read, content notes]: what
  // it touches on is said before anything of it.
  function show(page) {
    var item = document.createElement('li');
    var body = add(item, 'div', 'item');
    var title = link(page[0], page[1]);
    add(body, 'h2').appendChild(title);
    if (page[6]) { add(body, 'p', 'touches').textContent = text('touches', page[6]); }
    if (page[4]) { title.lang = page[4]; }
    if (page[2]) {
      var summary = add(body, 'p');
      summary.textContent = page[2];
      if (page[4]) { summary.lang = page[4]; }
    }
    if (page[5]) {
      var easy = link(page[5] === '1' ? page[0] + 'easy-read/' : page[5], text('easy'));
      add(easy, 'span', 'vh').textContent = ': ' + page[1];
      add(body, 'p', 'item-easy-read').appendChild(easy);
    }
    return item;
  }

  // Every word must begin a word of the page; those with all of them in the title
  // come first.
  function find(query) {
    var words = plain(query).split(' ').filter(Boolean);
    var inTitle = [], others = [];
    function all(text) { return words.every(function (word) { return text.indexOf(' ' + word) >= 0; }); }
    pages.forEach(function (page) {
      if (all(page.title)) { inTitle.push(page.texts); } else if (all(page.all)) { others.push(page.texts); }
    });
    return inTitle.concat(others);
  }

  function look() {
    var query = field.value;
    var asks = plain(query).trim() !== '';
    if (asks && !pages) { fetchIndex(); return; }
    var found = asks ? find(query) : [];
    list.textContent = '';
    found.slice(0, most).forEach(function (page) { list.appendChild(show(page)); });
    list.hidden = !found.length;
    if (!asks) {
      clearTimeout(timer);
      status.textContent = '';
    } else if (!found.length) {
      say(text('none'));
    } else if (found.length > most) {
      say(text('many', found.length) + ' ' + text('first', most));
    } else {
      say(found.length === 1 ? text('one') : text('many', found.length));
    }
  }

  function fetchIndex() {
    if (asked) { return; }
    asked = true;
    say(text('wait'));
    var request = new XMLHttpRequest();
    request.onload = function () {
      try {
        pages = JSON.parse(request.responseText).pages.map(function (texts) {
          return { texts: texts, title: plain(texts[1]), all: plain(texts.slice(1, 4).join(' ')) };
        });
      } catch (broken) { failed(); return; }
      look();
    };
    request.onerror = failed;
    request.open('GET', root + 'search/index.json');
    request.send();
  }
  function failed() {
    pages = null;
    asked = false;
    say(text('failed'));
  }

  // Nothing of it comes back with the Back button.
  function forget() {
    field.value = '';
    look();
  }
  field.addEventListener('input', look);
  window.addEventListener('pagehide', forget);
  window.addEventListener('pageshow', forget);
  box.hidden = false;
})();
