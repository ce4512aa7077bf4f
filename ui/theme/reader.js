// Draws a policy, brings the quote (or the clause) into view, and moves along the outline.
export default function ({ parentElement, data, setTriggerValue }) {
  let root = parentElement.querySelector(".cw-reader");
  if (!root) {
    root = document.createElement("section");
    root.className = "cw-reader";
    root.setAttribute("aria-label", "Policy reader");
    parentElement.appendChild(root);
  }
  const pane = () => root.querySelector(".cw-text");
  const bring = (target, smooth) => {
    const box = pane();
    if (!box || !target) return;
    const top = target.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    box.scrollTo({ top: Math.max(0, top - box.clientHeight / 4), behavior: smooth && !calm ? "smooth" : "instant" });
  };
  const clause = (key) => root.querySelector(`[data-at="${CSS.escape(key)}"]`);
  if (root.cwStamp !== data.stamp) {
    root.cwStamp = data.stamp;
    root.innerHTML = data.html;
    bring(root.querySelector("mark") || (data.clause && clause(data.clause)), false);
    root.querySelector(".cw-reader-title")?.focus({ preventScroll: true });
  }
  const close = () => {
    setTriggerValue("close", data.stamp);
    if (window.cwOpener?.isConnected) window.cwOpener.focus();
  };
  root.onclick = async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.close !== undefined) {
      close();
    } else if (button.dataset.clause) {
      const target = clause(button.dataset.clause);
      root.querySelectorAll("[aria-current]").forEach((one) => one.removeAttribute("aria-current"));
      button.setAttribute("aria-current", "location");
      bring(target, true);
    } else if (button.dataset.back !== undefined) {
      bring(root.querySelector("mark"), true);
    } else if (button.dataset.link) {
      const told = root.querySelector(".cw-told");
      try {
        await navigator.clipboard.writeText(new URL(button.dataset.link, window.location.origin + "/").href);
        told.textContent = "Link copied";
      } catch {
        told.textContent = "The browser did not allow copying";
      }
    }
  };
  root.onkeydown = (event) => {
    if (event.key === "Escape") close();
  };
}
