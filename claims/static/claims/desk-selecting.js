"use strict";
// Choosing words of the copy where the browser alone does not let one: by the arrow keys, by two taps, and with a
// drag that begins inside a claim (a link, on which no browser begins a selection). All of it ends in the
// browser's own selection, which desk-marking.js offers to mark.
{
    const root = document.getElementById("desk");
    const copy = () => root.querySelector(".copy");
    const button = () => root.querySelector("[data-select-words]");
    // Words as they are counted here: 6.8, 1,900, O’Brien and 35% are one each; marks before and after are none.
    const WORD = /[^\s.,;:!?"'“”‘’„«»()[\]…–—]+(?:[.,'’:][^\s.,;:!?"'“”‘’„«»()[\]…–—]+)*/gu;
    const STILL = 6; // px that a hand may move and still have clicked

    // The words ---------------------------------------------------------------------------------------------

    /** The text of a block without badges and words for screen readers, and what turns an offset in it into a point. */
    const textOf = (block) => {
        const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        const parts = [];
        let text = "";
        while (walker.nextNode()) {
            if (!walker.currentNode.parentElement.closest("[data-aside]")) {
                parts.push({ node: walker.currentNode, from: text.length });
                text += walker.currentNode.data;
            }
        }
        const point = (offset, ends) => {
            const part = parts.findLast(({ from }) => (ends ? from < offset : from <= offset));
            return { node: part.node, offset: offset - part.from };
        };
        return { text, point };
    };

    const wordsOfCopy = () => [...copy().querySelectorAll("[data-start]")].flatMap((block) => {
        const { text, point } = textOf(block);
        return [...text.matchAll(WORD)].map((found) => ({
            start: point(found.index, false),
            end: point(found.index + found[0].length, true),
        }));
    });

    const between = (start, end) => {
        const range = document.createRange();
        range.setStart(start.node, start.offset);
        range.setEnd(end.node, end.offset);
        return range;
    };

    const boxOf = ({ start, end }) => between(start, end).getBoundingClientRect();

    /** Where the copy's text lies under a point of the window; null beside it. */
    const caretAt = ({ clientX, clientY }) => {
        if (document.caretPositionFromPoint) {
            const found = document.caretPositionFromPoint(clientX, clientY);
            return found && { node: found.offsetNode, offset: found.offset };
        }
        const range = document.caretRangeFromPoint(clientX, clientY);
        return range && { node: range.startContainer, offset: range.startOffset };
    };

    /** Tell whether a point of the text lies at or before another. */
    const upTo = (a, b) => {
        const range = document.createRange();
        range.setStart(a.node, a.offset);
        return range.comparePoint(b.node, b.offset) >= 0;
    };

    // Choosing them one by one --------------------------------------------------------------------------------

    let words = null; // null while nobody chooses words
    let from = 0;
    let to = 0;
    let first = true; // whether the next tap is the first of two

    const show = () => {
        const [low, high] = from <= to ? [from, to] : [to, from];
        const [start, end] = [words[low].start, words[high].end];
        getSelection().setBaseAndExtent(start.node, start.offset, end.node, end.offset);
        const box = boxOf(words[to]);
        const floor = innerHeight - (Desk.isSheet() ? Desk.panel.offsetHeight : 0) - 80;
        if (box.top < 60 || box.bottom > floor) {
            scrollBy({ top: box.top - floor / 2 });
        }
        const part = between(start, end).cloneContents();
        part.querySelectorAll("[data-aside]").forEach((aside) => aside.remove());
        Desk.say(part.textContent);
    };

    /** The word above or below another one, nearest to it; the same one where there is no further line. */
    const onNextLine = (at, step) => {
        const here = boxOf(words[at]);
        let best = at;
        let line = null;
        for (let index = at + step; words[index]; index += step) {
            const box = boxOf(words[index]);
            if (Math.abs(box.top - here.top) < here.height / 2) {
                continue;
            }
            line ??= box.top;
            if (Math.abs(box.top - line) > here.height / 2) {
                break;
            }
            if (best === at || Math.abs(box.left - here.left) < Math.abs(boxOf(words[best]).left - here.left)) {
                best = index;
            }
        }
        return best;
    };

    const STEPS = {
        ArrowRight: (at) => Math.min(at + 1, words.length - 1),
        ArrowLeft: (at) => Math.max(at - 1, 0),
        ArrowDown: (at) => onNextLine(at, 1),
        ArrowUp: (at) => onNextLine(at, -1),
    };

    /** Begin with the selected claim's first word, or the copy's; with the words that are selected, go on from there. */
    const begin = () => {
        words = wordsOfCopy();
        if (!words.length) {
            words = null;
            return;
        }
        const selection = getSelection();
        const held = !selection.isCollapsed && copy().contains(selection.anchorNode);
        const link = !held && Desk.link() && copy().contains(Desk.link()) ? Desk.link() : null;
        const near = held ? { node: selection.anchorNode, offset: selection.anchorOffset } : { node: link ?? copy(), offset: 0 };
        from = to = Math.max(0, words.findIndex((word) => upTo(near, word.end)));
        first = true;
        tell(true);
        copy().tabIndex = -1;
        copy().focus({ preventScroll: true });
        show();
    };

    const end = () => {
        if (words) {
            words = null;
            tell(false);
            copy().removeAttribute("tabindex");
        }
    };

    const tell = (on) => {
        root.classList.toggle("selecting", on);
        button()?.setAttribute("aria-pressed", String(on));
    };

    document.addEventListener("keydown", (event) => {
        if (!words || event.target !== copy() || event.ctrlKey || event.metaKey || event.altKey) {
            return;
        }
        if (event.key in STEPS) {
            to = STEPS[event.key](to);
            from = event.shiftKey ? from : to;
            show();
        } else if (event.key === "Enter") {
            Desk.mark();
        } else if (event.key === "Escape") {
            end();
            getSelection().removeAllRanges();
            button()?.focus();
        } else {
            return;
        }
        event.preventDefault();
        event.stopImmediatePropagation(); // Esc and letters mean something else to the desk.
    }, true);

    const tapped = (event) => {
        const caret = caretAt(event);
        const at = caret && copy().contains(caret.node) ? words.findIndex((word) => upTo(caret, word.end)) : -1;
        if (at >= 0) {
            from = first ? at : from;
            to = at;
            first = !first;
            show();
        }
    };

    // A drag that begins in a claim ----------------------------------------------------------------------------

    let pressed = null;
    const hasMoved = (event) => Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > STILL;

    root.addEventListener("mousedown", (event) => {
        const plain = !event.button && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
        pressed = plain && copy().contains(event.target)
            ? { x: event.clientX, y: event.clientY, caret: event.target.closest("a.mark") && caretAt(event) }
            : null;
        if (pressed?.caret) {
            getSelection().removeAllRanges();
        }
    });

    document.addEventListener("mousemove", (event) => {
        if (pressed?.caret && event.buttons === 1 && hasMoved(event)) {
            const [anchor, focus] = [pressed.caret, caretAt(event)];
            if (focus && copy().contains(focus.node)) {
                getSelection().setBaseAndExtent(anchor.node, anchor.offset, focus.node, focus.offset);
            }
        }
    });

    root.addEventListener("dragstart", (event) => {
        if (pressed?.caret) {
            event.preventDefault(); // else the link itself would be carried away
        }
    });

    // Before the desk's own: a click that ends a drag, or chooses a word, follows no claim's link.
    document.addEventListener("click", (event) => {
        if (words && !words[0].start.node.isConnected) {
            end(); // The copy was shown anew.
        }
        if (event.target.closest("[data-select-words]")) {
            words ? end() : begin();
        } else if (pressed && copy().contains(event.target)) {
            if (words && !hasMoved(event)) {
                tapped(event);
            }
            if (words || hasMoved(event)) {
                event.preventDefault();
            }
        }
        pressed = null;
    }, true);

    addEventListener("DOMContentLoaded", () => Desk.swapped.push(end));
}
