// Draws an answer, tells which citation was asked for, and copies.
export default function ({ parentElement, data, setTriggerValue }) {
  let root = parentElement.querySelector(".cw");
  if (!root) {
    root = document.createElement("div");
    root.className = "cw";
    parentElement.appendChild(root);
  }
  if (root.cwShown !== data.html) {
    root.cwShown = data.html;
    root.innerHTML = data.html;
  }
  root.onclick = async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.open) {
      window.cwOpener = button;
      setTriggerValue("open", button.dataset.open);
    } else if (button.dataset.copy !== undefined) {
      const told = root.querySelector(".cw-told");
      try {
        await navigator.clipboard.writeText(data.copy);
        told.textContent = "Copied, with its sources";
      } catch {
        told.textContent = "The browser did not allow copying";
      }
    }
  };
}
