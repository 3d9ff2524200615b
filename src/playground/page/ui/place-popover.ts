const GAP_PX = 6;
const EDGE_PX = 8;

/** Puts a popover beside its button: below where there is room, else above, and never over the edge. */
function placePopover(popover: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const below = at.bottom + GAP_PX;
  const fits = below + height + EDGE_PX <= window.innerHeight;
  const top = fits ? below : Math.max(EDGE_PX, at.top - GAP_PX - height);
  const rightmost = window.innerWidth - width - EDGE_PX;
  const start = at.left + width + EDGE_PX > window.innerWidth ? at.right - width : at.left;
  popover.style.top = `${top}px`;
  popover.style.left = `${Math.max(EDGE_PX, Math.min(start, rightmost))}px`;
}

/** Keeps it there while either of them, or the window, changes its size. Returns the function that ends this. */
export function keepPlaced(popover: HTMLElement, anchor: HTMLElement): () => void {
  const place = () => placePopover(popover, anchor);
  const sizes = new ResizeObserver(place);
  sizes.observe(popover);
  window.addEventListener('resize', place);
  return () => {
    sizes.disconnect();
    window.removeEventListener('resize', place);
  };
}
