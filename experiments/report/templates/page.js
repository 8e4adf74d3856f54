
"use strict";
// The page reads the same without this: it adds the download of figures, and tables that can be sorted.
for (const link of document.querySelectorAll("figure .download")) {
  link.href = link.closest("figure").querySelector("img").src;
  link.hidden = false;
}

const compare = (a, b) => {
  const [x, y] = [a, b].map((cell) => ("key" in cell.dataset ? Number(cell.dataset.key) : NaN));
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) - Number.isNaN(y);
  return a.textContent.localeCompare(b.textContent, "en", { numeric: true });
};

const sort = (head) => {
  const body = head.closest("table").tBodies[0];
  const direction = head.ariaSort === "ascending" ? "descending" : "ascending";
  for (const other of head.parentNode.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", direction);
  const place = head.cellIndex;
  const isEmpty = (row) => row.cells[place].textContent === "";
  const rows = [...body.rows].sort(
    (a, b) => isEmpty(a) - isEmpty(b) || (direction === "ascending" ? 1 : -1) * compare(a.cells[place], b.cells[place]),
  );
  body.append(...rows);
};

for (const head of document.querySelectorAll("thead th")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  button.addEventListener("click", () => sort(head));
  head.append(button);
}

// A frame that does not scroll is no stop for the keyboard.
const frames = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const scrolls = target.scrollWidth > target.clientWidth || target.scrollHeight > target.clientHeight;
    target.tabIndex = scrolls ? 0 : -1;
  }
});
for (const frame of document.querySelectorAll(".frame")) frames.observe(frame);
