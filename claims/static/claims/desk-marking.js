"use strict";
// Marking words of the copy: a selection offers to become a claim, or the place of the selected one. The server
// fills the form from the two offsets. Offsets count characters (code points) of the stored copy, so what is
// shown beside it, badges and words for screen readers, is left out.
{
    const root = document.getElementById("desk");
    const isWord = (sign) => /[\p{L}\p{N}\p{M}_]/u.test(sign || "");

    /** The copy's characters from the start of a block to a point in it. */
    const charactersUpTo = (block, node, offset) => {
        const range = document.createRange();
        range.setStart(block, 0);
        range.setEnd(node, offset);
        const part = range.cloneContents();
        for (const aside of part.querySelectorAll("[data-aside]")) {
            aside.remove();
        }
        return Array.from(part.textContent);
    };

    const blockOf = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest("[data-start]");

    const pointAt = (node, offset) => {
        const block = blockOf(node);
        if (!block || !root.contains(block)) {
            return null;
        }
        return { block, before: charactersUpTo(block, node, offset).length, signs: charactersUpTo(block, block, block.childNodes.length) };
    };

    /** The selected passage as offsets into the copy, whole words, without space around; null where there is none. */
    const selectedPassage = () => {
        const selection = getSelection();
        if (!selection.rangeCount || selection.isCollapsed) {
            return null;
        }
        const range = selection.getRangeAt(0);
        const from = pointAt(range.startContainer, range.startOffset);
        const to = pointAt(range.endContainer, range.endOffset);
        if (!from || !to) {
            return null;
        }
        let [start, end] = [from.before, to.before];
        while (start < from.signs.length && /\s/.test(from.signs[start])) {
            start += 1;
        }
        while (end > 0 && /\s/.test(to.signs[end - 1])) {
            end -= 1;
        }
        while (start > 0 && isWord(from.signs[start - 1]) && isWord(from.signs[start])) {
            start -= 1;
        }
        while (end < to.signs.length && isWord(to.signs[end - 1]) && isWord(to.signs[end])) {
            end += 1;
        }
        const passage = { start: Number(from.block.dataset.start) + start, end: Number(to.block.dataset.start) + end };
        return passage.start < passage.end ? passage : null;
    };

    const markUrl = (passage) => {
        const url = new URL(root.dataset.mark, location.href);
        const kept = Desk.url({ claim: Desk.claim });
        for (const [name, value] of kept.searchParams) {
            url.searchParams.set(name, value);
        }
        if (passage) {
            url.searchParams.set("start", passage.start);
            url.searchParams.set("end", passage.end);
        }
        return url;
    };

    /** Keep showing which words are being marked once the focus has gone to the form. */
    const paint = (range) => {
        if (range && "highlights" in CSS) {
            CSS.highlights.set("marking", new Highlight(range));
        } else if ("highlights" in CSS) {
            CSS.highlights.delete("marking");
        }
    };

    const openForm = async (passage) => {
        tools.hidden = true;
        const range = passage && getSelection().rangeCount ? getSelection().getRangeAt(0).cloneRange() : null;
        if (await Desk.go(markUrl(passage))) {
            paint(range);
            getSelection().removeAllRanges();
            Desk.expand();
            document.getElementById(passage ? "mark-statement" : "mark-quote")?.focus();
        }
    };

    /** Make the selection the quote and place of the selected claim: into its form, for the person to save. */
    const moveHere = async (passage) => {
        tools.hidden = true;
        const response = await Desk.ask(markUrl(passage));
        const form = document.getElementById("form-edit");
        if (!response || !form) {
            return;
        }
        const sent = new DOMParser().parseFromString(await response.text(), "text/html");
        form.elements.quote.value = sent.getElementById("mark-quote").value;
        form.elements.place.value = sent.querySelector("[name=place]").value;
        form.dispatchEvent(new Event("input", { bubbles: true }));
        form.closest("details").open = true;
        Desk.expand();
        form.elements.quote.focus();
    };

    const tools = document.createElement("div");
    tools.className = "selection-tools";
    tools.hidden = true;
    let held = null; // the passage while a button is pressed: on a touch screen the press may end the selection
    const button = (label, key, act) => {
        const made = document.createElement("button");
        made.type = "button";
        made.className = "button default";
        made.append(label);
        if (key) {
            made.append(" ", Object.assign(document.createElement("kbd"), { textContent: key }));
        }
        // A press would take the selection away before the click is heard.
        for (const press of ["pointerdown", "mousedown"]) {
            made.addEventListener(press, (event) => event.preventDefault());
        }
        made.addEventListener("pointerdown", () => {
            held = selectedPassage();
        });
        made.addEventListener("click", () => {
            const passage = selectedPassage() || held;
            held = null;
            if (passage) {
                act(passage);
            }
        });
        return made;
    };

    addEventListener("DOMContentLoaded", () => {
        if (!document.querySelector("[data-mark-open]")) {
            return;
        }
        Desk.swapped.push(() => paint(null));
        const mover = button("", "", moveHere);
        tools.append(button("Mark as a claim", "m", openForm), mover);
        root.append(tools);

        Desk.mark = () => openForm(selectedPassage());
        document.addEventListener("pointercancel", () => {
            held = null;
        });

        document.addEventListener("selectionchange", () => {
            if (held) {
                return;
            }
            const selection = getSelection();
            const inCopy = !selection.isCollapsed && selection.rangeCount && root.querySelector(".copy").contains(selection.anchorNode);
            tools.hidden = !inCopy;
            if (!inCopy) {
                return;
            }
            mover.hidden = !document.getElementById("form-edit");
            mover.textContent = `Claim ${Desk.claim} stands here`;
            const box = selection.getRangeAt(0).getBoundingClientRect();
            const home = root.getBoundingClientRect();
            tools.style.top = `${box.bottom - home.top + 8}px`;
            tools.style.left = `${Math.max(0, Math.min(box.left - home.left, home.width - tools.offsetWidth))}px`;
        });

        document.addEventListener("click", (event) => {
            if (event.target.closest("[data-mark-open]")) {
                event.preventDefault();
                Desk.mark();
            }
        });
    });
}
