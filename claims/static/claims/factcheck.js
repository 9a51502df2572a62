"use strict";

// Menus made of <details> close when the person goes elsewhere. Without this script they close by their own summary.
{
    const menus = "details.account, details.filter";

    function closeMenus(except) {
        for (const menu of document.querySelectorAll(menus)) {
            if (menu !== except) {
                menu.open = false;
            }
        }
    }

    document.addEventListener("click", (event) => closeMenus(event.target.closest(menus)));
    document.addEventListener("focusin", (event) => closeMenus(event.target.closest(menus)));
    document.addEventListener("keydown", (event) => {
        const menu = event.key === "Escape" && event.target.closest(menus);
        if (menu && menu.open) {
            menu.open = false;
            menu.querySelector("summary").focus();
        }
    });
}

// The admin's search boxes (select2) take their name from no label: give each the words of its field's label.
{
    function nameSearchBoxes() {
        for (const select of document.querySelectorAll("select.admin-autocomplete")) {
            const box = select.nextElementSibling?.querySelector(".select2-selection");
            const label = select.labels[0]?.textContent.trim();
            if (box && label) {
                box.setAttribute("aria-label", label);
                box.querySelector("[role=textbox]")?.setAttribute("aria-label", label);
            }
        }
    }

    if (document.querySelector("select.admin-autocomplete")) {
        nameSearchBoxes();
        new MutationObserver(nameSearchBoxes).observe(document.body, {childList: true, subtree: true});
    }
}

// The first field that was refused takes the focus: it may lie screens below the message.
document.querySelector(".errors :is(input:not([type=hidden]), select, textarea)")?.focus();

// Words that were typed at a desk and not saved lie in this browser (desk-drafts.js), where the next person at the
// machine could find them: no longer than a day, whichever page is opened, and not after a log-out by hand.
{
    const KEPT_FOR = 24 * 3_600_000; // ms
    const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith("factcheck:draft:"));

    const typedAt = (key) => {
        try {
            return JSON.parse(localStorage.getItem(key)).at || 0;
        } catch {
            return 0; // No draft of ours: it goes.
        }
    };

    const forget = (keys) => keys.forEach((key) => localStorage.removeItem(key));

    try {
        forget(drafts().filter((key) => Date.now() - typedAt(key) > KEPT_FOR));
        document.getElementById("logout-form")?.addEventListener("submit", (event) => {
            if (drafts().length && !confirm("You typed something that is not saved. Logging out deletes it.")) {
                event.preventDefault();
            } else {
                forget(drafts());
            }
        });
    } catch {
        // A browser that keeps no store has nothing to forget.
    }
}
