// What mdBook's pages lack for keyboards and screen readers: axe-core finds nothing after this (playground/tests/book.test.mjs).
(() => {
  "use strict";
  // A label has no role and takes no key: the toggle of the sidebar becomes the button that it looks like.
  const [label, box] = ["mdbook-sidebar-toggle", "mdbook-sidebar-toggle-anchor"].map((id) => document.getElementById(id));
  if (label && box) {
    const button = document.createElement("button");
    button.type = "button";
    for (const { name, value } of label.attributes) if (name !== "for") button.setAttribute(name, value);
    button.append(...label.childNodes);
    const sidebar = document.getElementById("mdbook-sidebar");
    const show = () => {
      button.setAttribute("aria-expanded", String(box.checked));
      // Nothing in a closed sidebar takes the focus, also what mdBook puts there later.
      if (sidebar) sidebar.inert = !box.checked;
    };
    button.addEventListener("click", () => box.click());
    box.addEventListener("change", show);
    show();
    label.replaceWith(button);
  }
  // Screen readers jump from landmark to landmark, and this is all that is outside of one.
  document.getElementById("mdbook-menu-bar")?.setAttribute("role", "banner");
  // A cell without text is no header of anything.
  for (const cell of document.querySelectorAll("main th")) {
    if (cell.textContent.trim() === "") cell.replaceWith(document.createElement("td"));
  }
  // What scrolls sideways can be reached by the keyboard.
  const reach = () => {
    for (const block of document.querySelectorAll("main pre, main pre code, main .table-wrapper")) {
      if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
      else block.removeAttribute("tabindex");
    }
  };
  reach();
  addEventListener("resize", reach);
})();
