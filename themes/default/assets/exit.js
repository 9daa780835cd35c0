// Exit this page. It stands in the head, before anything is painted. Nothing is
// stored: window.name lives and dies with the tab, and the mark with its entry in
// the tab's history. A mark is { at: how long the history was, i: which of the
// entries that stand here together, out: left by a link to another site } or { gone: 1 }.
(function () {
  var me = document.currentScript, root = document.documentElement, nav = window.navigation, gone, count = 0, first, other
  if (!me) return
  var title = me.getAttribute('data-title'), icon = me.getAttribute('data-icon')
  if (nav && !nav.updateCurrentEntry) nav = 0
  function marked() { return nav && nav.currentEntry && nav.currentEntry.getState() || {} }
  function mark(state) {
    try { nav.updateCurrentEntry({ state: state }) } catch (e) { }
  }
  function blank() {
    gone = 1
    window.name = '.'
    mark({ gone: 1 })
    root.textContent = ''
    var head = root.appendChild(document.createElement('head'))
    var link = document.createElement('link')
    link.rel = 'icon'
    link.href = icon
    head.appendChild(link)
    document.title = title
  }
  // Back or Forward has led here. It was exited, unless what came next is there, or
  // a link led from here to another site, or nothing came next: a tab that the
  // browser has made anew, say. Where what came before is gone, it was exited, too.
  // Browsers keep 50 entries. Those that do not tell what stands in the tab's
  // history may know the tab's name.
  function exited() {
    if (window.name === '.') return true
    if (!nav || !nav.currentEntry) return false
    var s = marked(), i = nav.currentEntry.index, next = nav.entries()[i + 1]
    if (s.gone || s.i >= 0 && s.i !== i) return true
    if (next) return (next.getState() || s).gone
    return !s.out && (s.at !== history.length || s.at > 49)
  }
  function arrive(anew) {
    if (window.name === '.') window.name = ''
    mark({ at: anew ? history.length : marked().at, i: nav && nav.currentEntry ? nav.currentEntry.index : -1 })
  }
  function leave(to) {
    blank()
    location.replace(to)
  }
  var p = window.performance, n = p && p.getEntriesByType && p.getEntriesByType('navigation')[0]
  var how = n ? n.type : p && p.navigation && ['navigate', 'reload', 'back_forward'][p.navigation.type]
  if (how === 'back_forward' && exited()) {
    if (window.stop) stop()
    blank()
    return
  }
  arrive(how === 'navigate')
  // A page in the back-forward cache is hidden before it is put there.
  addEventListener('pagehide', function () { root.hidden = true })
  addEventListener('pageshow', function (e) {
    if (!e.persisted || gone) return
    if (exited()) return blank()
    arrive()
    root.hidden = false
  })
  // A place on the page is an entry of its own, and begins with the mark of the last.
  addEventListener('hashchange', function () {
    if (!gone && nav && nav.currentEntry && marked().i !== nav.currentEntry.index) arrive(1)
  })
  document.addEventListener('click', function (e) {
    var a = e.target
    while (a && a.nodeName !== 'A') a = a.parentNode
    if (!a || !a.href) return
    if (a.id === 'exit') {
      e.preventDefault()
      leave(a.href)
    } else if (!e.ctrlKey && !e.metaKey && !e.shiftKey && /^http/.test(a.protocol) && a.host !== location.host) {
      var s = marked()
      s.out = 1
      mark(s)
    }
  }, true)
  document.addEventListener('keydown', function (e) {
    other = e.key !== 'Shift'
    if (other) count = 0
  })
  document.addEventListener('keyup', function (e) {
    var a = document.getElementById('exit'), said = document.getElementById('exit-said')
    if (e.key !== 'Shift' || other || !a) return
    var now = Date.now()
    if (!count || now - first > 5000) {
      count = 0
      first = now
    }
    count++
    if (said) said.textContent = said.getAttribute('data-' + count)
    if (count > 2) leave(a.href)
  })
})()
