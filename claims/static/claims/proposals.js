"use strict";

// Keys on the proposals' page: j and k walk, a accepts, w goes to the reasons of a waiver, e opens the words.
// Without this script every one of them is a link or a button.
{
    const LETTERS = "factcheck:letters";
    const box = document.querySelector("[data-letters]");
    document.documentElement.classList.add("js");

    let letters = true;
    try {
        letters = localStorage.getItem(LETTERS) !== "off";
    } catch {
        // A browser that keeps no store asks anew on every page.
    }
    const tell = () => document.documentElement.classList.toggle("no-letters", !letters);
    if (box) {
        box.checked = letters;
        box.addEventListener("change", () => {
            letters = box.checked;
            tell();
            try {
                localStorage.setItem(LETTERS, letters ? "on" : "off");
            } catch {
                // See above.
            }
        });
    }
    tell();

    const press = (element) => {
        if (element.matches("summary")) {
            element.parentElement.open = true;
            element.parentElement.querySelector("textarea").focus();
        } else if (element.matches("input")) {
            (element.form.querySelector("input[type=radio]:checked") || element).focus();
        } else {
            element.click();
        }
    };

    document.addEventListener("keydown", (event) => {
        const typing = event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
        if (typing || !letters || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) {
            return;
        }
        const element = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
        if (element) {
            event.preventDefault();
            press(element);
        }
    });

    // A passage may lie in pieces, and only the first is a link.
    document.addEventListener("click", (event) => {
        const piece = event.target.closest("mark[data-passage]");
        if (piece && !String(getSelection())) {
            document.getElementById(`passage-${piece.dataset.passage}`)?.click();
        }
    });

    // The selected passage comes into view and Tab goes on from it, unless the address names another place or something
    // went wrong.
    const here = document.querySelector(".copy .here");
    const wrong = document.querySelector(".not-saved");
    if (wrong) {
        wrong.focus();
    } else if (here && !location.hash && new URLSearchParams(location.search).has("at")) {
        here.scrollIntoView({ block: "center" });
        document.getElementById("desk-panel").focus({ preventScroll: true });
    }
}
