// The page follows its own end while an answer grows, and pulls back what moves meanwhile: go back whenever it rests, for
// a while, unless the visitor moves.
function showFromItsBeginning(turn) {
  const scroller = turn.closest(".stMain");
  const moves = ["wheel", "touchstart", "keydown", "pointerdown"];
  let last = -1;
  let left = 25;
  const stop = () => (left = 0);
  moves.forEach((move) => window.addEventListener(move, stop, { once: true, passive: true }));
  const look = () => {
    if (left-- <= 0 || !turn.isConnected) {
      moves.forEach((move) => window.removeEventListener(move, stop));
      return;
    }
    const rests = scroller.scrollTop === last;
    last = scroller.scrollTop;
    if (rests && turn.getBoundingClientRect().top < 0) turn.scrollIntoView({ block: "start" });
    setTimeout(look, 120);
  };
  look();
}

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
    const turn = data.fresh && root.closest(".stChatMessage")?.parentElement;
    if (turn && turn.getBoundingClientRect().height > window.innerHeight * 0.7) {
      showFromItsBeginning(turn);
    }
    if (data.reveal) {
      const long = root.getBoundingClientRect().height > window.innerHeight * 0.7;
      root.scrollIntoView({ block: long ? "start" : "nearest" });
    }
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
