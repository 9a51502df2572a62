"use strict";
// The checking desk without reloading. Every link and form here works without this script; with it, the part
// of the page that changes is fetched. The other desk scripts hang their own parts on `Desk`.
const Desk = {
    root: document.getElementById("desk"),
    panel: document.getElementById("desk-panel"),
    swapped: [], // what to do when the panel holds something else
    acted: [], // what to do when something was saved

    get claim() {
        return Desk.panel.querySelector(".selected")?.dataset.number || "";
    },

    /** The desk's address with these parameters changed; an empty one is left out. */
    url(changes) {
        const url = new URL(Desk.root.dataset.home, location.origin);
        const kept = new URLSearchParams(location.search);
        for (const name of ["claim", "status", "q"]) {
            const value = name in changes ? changes[name] : kept.get(name);
            if (value) {
                url.searchParams.set(name, value);
            }
        }
        return url;
    },

    say(words) {
        document.getElementById("desk-said").textContent = words;
    },

    /** Show a sentence about what went wrong, or with none take the last one away. */
    trouble(words, link) {
        const box = document.getElementById("desk-trouble");
        box.replaceChildren();
        if (!words) {
            return;
        }
        const line = document.createElement("p");
        line.className = "errornote";
        line.append(words);
        if (link) {
            line.append(" ", Object.assign(document.createElement("a"), link));
        }
        box.append(line);
    },

    /** Fetch a part of the page. Resolve to the response, or to null after saying what went wrong. */
    async ask(address, options = {}, part = "1") {
        const url = new URL(address, location.href);
        url.searchParams.set("fragment", part);
        let response;
        try {
            response = await fetch(url, { credentials: "same-origin", ...options });
        } catch {
            Desk.trouble("The desk can’t be reached. Nothing was saved; what you typed is kept on this machine. Try again in a moment.");
            return null;
        }
        if (response.headers.has("X-Desk")) {
            Desk.trouble("");
            return response;
        }
        if (response.redirected && response.url.includes(Desk.root.dataset.login)) {
            Desk.loggedOut();
        } else if (response.status === 403) {
            // Logging in again, in this window or another, makes the forms of an older page void.
            Desk.trouble("This page is from before you last logged in. Nothing was saved; what you typed is kept on this machine.", {
                href: location.href,
                textContent: "Load it anew",
            });
        } else {
            Desk.trouble(`The desk answered with an error (${response.status}). Nothing was saved; what you typed is kept on this machine.`);
        }
        return null;
    },

    loggedOut() {
        const next = encodeURIComponent(location.pathname + location.search);
        Desk.trouble("You were logged out. What you typed is kept on this machine for a day, for you alone.", {
            href: `${Desk.root.dataset.login}?next=${next}`,
            textContent: "Log in again",
        });
    },

    /** Open an address of the desk in the panel. */
    async go(address, { push = true } = {}) {
        const response = await Desk.ask(address);
        if (response) {
            await Desk.put(response, { push });
            Desk.show();
        }
        return Boolean(response);
    },

    /** Put an answer into the panel, and its address into the browser's. */
    async put(response, { push = true } = {}) {
        const url = new URL(response.url);
        url.searchParams.delete("fragment");
        Desk.panel.innerHTML = await response.text();
        const saved = !Desk.panel.querySelector(".not-saved");
        if (push && saved && url.href !== location.href && !/\/(claim\/.*|news\/|sources\/)$/.test(url.pathname)) {
            history.pushState({}, "", url);
        }
        Desk.panel.scrollTop = 0;
        Desk.panel.querySelector("[data-sheet]")?.setAttribute("aria-expanded", String(Desk.panel.classList.contains("expanded")));
        Desk.highlight();
        Desk.swapped.forEach((react) => react());
        const head = Desk.panel.querySelector("h2, .statement");
        Desk.say([head?.textContent, Desk.panel.querySelector(".chip")?.textContent, Desk.panel.querySelector(".statement")?.textContent].filter(Boolean).join(", "));
    },

    /** Mark in the copy which claim is selected. */
    highlight() {
        for (const mark of Desk.root.querySelectorAll("#desk-copy .here")) {
            mark.classList.remove("here");
            mark.removeAttribute("aria-current");
        }
        for (const mark of Desk.marks(Desk.claim)) {
            mark.classList.add("here");
        }
        Desk.link()?.setAttribute("aria-current", "true");
    },

    marks(claim) {
        return claim ? Desk.root.querySelectorAll(`#desk-copy [data-claim="${claim}"]`) : [];
    },

    link() {
        return Desk.claim ? document.getElementById(`claim-${Desk.claim}`) : null;
    },

    /** Bring the selected claim into view and the focus to it, without stealing it from who types. */
    show() {
        const link = Desk.link();
        if (link && !document.activeElement?.matches("input, textarea, select")) {
            link.focus({ preventScroll: true });
        }
        Desk.reveal();
    },

    /** Scroll the selected claim into the part of the window that nothing lies over. */
    reveal() {
        const link = Desk.link();
        const box = link?.getBoundingClientRect();
        if (box && (box.top < 80 || box.bottom > innerHeight - (Desk.isSheet() ? Desk.panel.offsetHeight : 0) - 40)) {
            link.scrollIntoView({ block: "center" });
        }
    },

    isSheet() {
        return getComputedStyle(Desk.panel).position === "fixed";
    },

    /** Focus a field with its heading at the top of the panel: the copy stays where it is, with the claim in view. */
    lead(heading, field) {
        field.focus({ preventScroll: true });
        Desk.panel.scrollTop += heading.getBoundingClientRect().top - Desk.panel.getBoundingClientRect().top - 16;
        field.scrollIntoView({ block: "nearest" });
    },

    expand(open = true) {
        Desk.panel.classList.toggle("expanded", open);
        Desk.panel.querySelector("[data-sheet]")?.setAttribute("aria-expanded", String(open));
    },

    filter(status) {
        const copy = Desk.root.querySelector(".copy");
        copy.dataset.filter = status;
        for (const chip of Desk.root.querySelectorAll("[data-filter].filter-chip")) {
            chip.toggleAttribute("aria-current", chip.dataset.filter === status);
            if (chip.dataset.filter === status) {
                chip.setAttribute("aria-current", "true");
            }
        }
    },

    /** Return the field that a refusal asks for, if it is one to type in: on the message each letter is a shortcut. */
    toMend(wrong) {
        const fields = document.getElementById(`form-${wrong.dataset.part}`)?.elements;
        const names = (wrong.dataset.fields || "").split(" ").filter(Boolean);
        const field = names.map((name) => fields?.[name]).find((found) => found?.matches?.("textarea, select, input:not([type=hidden], [type=radio])"));
        field?.setAttribute("aria-invalid", "true");
        field?.setAttribute("aria-describedby", wrong.id);
        return field;
    },

    /** Send a form of the panel and show the answer: the next claim, or the same form with what is wrong. */
    async send(form, button) {
        const data = new FormData(form, button);
        Desk.panel.setAttribute("aria-busy", "true");
        const response = await Desk.ask(button?.getAttribute("formaction") || form.action, { method: "POST", body: data });
        Desk.panel.removeAttribute("aria-busy");
        if (!response) {
            return;
        }
        if (response.redirected) {
            Desk.drafts?.clear(form);
        }
        await Desk.put(response);
        const wrong = Desk.panel.querySelector(".not-saved");
        if (wrong) {
            Desk.expand();
            Desk.lead(wrong, Desk.toMend(wrong) || wrong);
        } else if (!response.redirected) {
            const search = document.getElementById(form.id)?.querySelector("input[type=search]");
            if (search) {
                Desk.lead(search.closest("details").querySelector("summary"), search);
            }
        } else {
            Desk.show();
            Desk.acted.forEach((react) => react());
        }
    },
};

document.documentElement.classList.add("js");
if (new URLSearchParams(location.search).has("claim")) {
    // A link to a claim opens with the claim in view, wherever in the copy it stands.
    addEventListener("load", () => Desk.reveal());
}

document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
        return;
    }
    const mark = event.target.closest("#desk-copy [data-claim]");
    const link = event.target.closest("a[data-go], a[data-keep-theirs], a[data-claim-link]");
    const chip = event.target.closest(".filter-chip");
    if (mark && !event.detail && mark.dataset.claim === Desk.claim) {
        // Enter on the claim that is selected: what belongs to it lies a hundred claims further by Tab.
        event.preventDefault();
        Desk.expand();
        Desk.lead(Desk.panel.querySelector("h2"), Desk.panel);
    } else if (mark) {
        event.preventDefault();
        Desk.go(Desk.url({ claim: mark.dataset.claim }));
    } else if (chip) {
        event.preventDefault();
        Desk.filter(chip.dataset.filter);
        Desk.go(Desk.url({ claim: Desk.claim, status: chip.dataset.filter }));
    } else if (link && Desk.root.contains(link)) {
        event.preventDefault();
        if (link.matches("[data-keep-theirs]")) {
            Desk.drafts?.clear(document.getElementById(`form-${link.closest(".not-saved").dataset.part}`));
        }
        Desk.go(link.dataset.claimLink ? Desk.url({ claim: link.dataset.claimLink }) : link.href);
    } else if (event.target.closest("[data-sheet]")) {
        Desk.expand(!Desk.panel.classList.contains("expanded"));
    } else if (event.target.closest("[data-help]")) {
        document.getElementById("desk-help").showModal();
    } else if (event.target.closest("[data-print]")) {
        print();
    } else if (event.target.closest("[data-uncovered]")) {
        const button = event.target.closest("[data-uncovered]");
        const on = Desk.root.querySelector(".copy").classList.toggle("show-gaps");
        button.setAttribute("aria-pressed", String(on));
    }
});

Desk.panel.addEventListener("submit", (event) => {
    if (event.target.method === "post") {
        event.preventDefault();
        Desk.send(event.target, event.submitter);
    }
});

addEventListener("popstate", async () => {
    Desk.filter(new URLSearchParams(location.search).get("status") || "");
    await Desk.go(location.href, { push: false });
});

// Keys ------------------------------------------------------------------------------------------------------

{
    const LETTERS = "factcheck:letters";
    const box = document.querySelector("[data-letters]");
    let letters = true;
    try {
        letters = localStorage.getItem(LETTERS) !== "off";
    } catch {
        // A browser that keeps no store asks anew on every page.
    }
    const lettersOn = () => letters;
    box.checked = lettersOn();
    const tellLetters = () => document.documentElement.classList.toggle("no-letters", !lettersOn());
    box.addEventListener("change", () => {
        letters = box.checked;
        tellLetters();
        try {
            localStorage.setItem(LETTERS, letters ? "on" : "off");
        } catch {
            // See above.
        }
    });
    tellLetters();

    const openAndFocus = (summary) => {
        summary.parentElement.open = true;
        Desk.lead(summary, summary.parentElement.querySelector("input:not([type=hidden]), textarea, select"));
    };

    const press = (element) => {
        if (Desk.panel.contains(element) && !["j", "k", "n"].includes(element.dataset.key)) {
            Desk.expand();
        }
        if (element.matches("input[type=radio]")) {
            element.checked = true;
            element.dispatchEvent(new Event("input", { bubbles: true }));
            Desk.lead(document.getElementById("decision-title"), document.getElementById("decide-reason"));
        } else if (element.matches("summary")) {
            openAndFocus(element);
        } else if (element.matches("input, section")) {
            element.focus();
        } else {
            element.click();
        }
    };

    /** Save what is being written: the form that holds the focus, else the decision. */
    const save = () => {
        const form = document.activeElement?.closest("#desk-panel form") || document.getElementById("form-decide");
        const button = form?.querySelector("button[name=then][value=next], button.default[type=submit]");
        if (form) {
            form.requestSubmit(button);
        }
    };

    const backToText = () => {
        Desk.expand(false);
        (Desk.link() || Desk.root.querySelector(".copy a"))?.focus();
    };

    document.addEventListener("keydown", (event) => {
        const typing = event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");
        if (document.querySelector("dialog[open]") || event.isComposing) {
            return;
        }
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            save();
        } else if (event.key === "Escape" && Desk.root.contains(event.target)) {
            backToText();
        } else if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && lettersOn()) {
            const element = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
            if (element) {
                event.preventDefault();
                press(element);
            }
        }
    });
}
