"use strict";
// What is typed is kept in this browser until it is saved, per person and claim, and put back after a reload,
// a log-out by time or a lost connection. Nothing is sent by itself. How long it is kept: factcheck.js.
{
    const LEFT_OUT = new Set(["csrfmiddlewaretoken", "version", "find", "place"]);
    const root = document.getElementById("desk");
    const prefix = `factcheck:draft:${root.dataset.user}:`;

    const keyOf = (form) => {
        const selected = form.closest(".selected");
        return `${prefix}${root.dataset.article}:${selected?.dataset.number || "new"}:${form.dataset.draft}`;
    };

    // A browser may keep no store at all, or have none left: typing goes on without it.
    const store = {
        get(key) {
            try {
                return JSON.parse(localStorage.getItem(key));
            } catch {
                return null;
            }
        },
        set(key, value) {
            try {
                localStorage.setItem(key, JSON.stringify(value));
            } catch {
                // See above.
            }
        },
        remove(key) {
            try {
                localStorage.removeItem(key);
            } catch {
                // See above.
            }
        },
    };

    /** Tell whether the server sent this form back with what was typed and why it was not saved. */
    const sentBack = (form) => Boolean(root.querySelector(`.not-saved[data-part="${form.dataset.draft}"]`));

    const fields = (form) => [...form.elements].filter((field) => field.name && !LEFT_OUT.has(field.name) && field.type !== "submit");

    const isTyped = (field) => {
        if (field.type === "radio" || field.type === "checkbox") {
            return field.checked !== field.defaultChecked;
        }
        if (field.tagName === "SELECT") {
            return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
        }
        return field.value !== field.defaultValue;
    };

    const put = (field, values) => {
        if (field.type === "radio") {
            field.checked = values[field.name] === field.value;
        } else if (field.type === "checkbox") {
            field.checked = Boolean(values[field.name]);
        } else if (field.name in values) {
            field.value = values[field.name];
        }
    };

    const note = (form, draft) => {
        const line = document.createElement("p");
        line.className = "draft-note";
        const when = new Date(draft.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
        const discard = document.createElement("button");
        discard.type = "button";
        discard.className = "quiet-button";
        discard.textContent = "Discard it";
        discard.addEventListener("click", () => {
            store.remove(keyOf(form));
            form.reset();
            line.remove();
        });
        line.append(`You typed this on ${when} and it was not saved. `, discard);
        form.prepend(line);
    };

    const drafts = {
        save(form) {
            if (!sentBack(form) && !fields(form).some(isTyped)) {
                store.remove(keyOf(form));
                return;
            }
            const values = {};
            for (const field of fields(form)) {
                if (field.type !== "radio" && field.type !== "checkbox") {
                    values[field.name] = field.value;
                } else if (field.checked) {
                    values[field.name] = field.value;
                }
            }
            store.set(keyOf(form), { at: Date.now(), values });
        },

        clear(form) {
            if (form?.dataset.draft) {
                store.remove(keyOf(form));
            }
        },

        /** Put back what was typed into the panel's forms, unless the server sent it back itself. */
        offer() {
            for (const form of root.querySelectorAll("form[data-draft]")) {
                const draft = store.get(keyOf(form));
                if (!draft || sentBack(form)) {
                    continue;
                }
                const quote = form.elements.quote?.value;
                if (form.dataset.draft === "mark" && quote && quote !== draft.values.quote) {
                    continue; // Other words were selected since.
                }
                for (const field of fields(form)) {
                    put(field, draft.values);
                }
                for (let box = form.closest("details"); box; box = box.parentElement.closest("details")) {
                    box.open = true;
                }
                note(form, draft);
            }
        },

        /** Tell whether anything stands in the panel that was not saved. */
        any() {
            return [...root.querySelectorAll("form[data-draft]")].some((form) => sentBack(form) || fields(form).some(isTyped));
        },
    };

    root.addEventListener("input", (event) => {
        const form = event.target.form;
        if (form?.dataset.draft) {
            drafts.save(form);
        }
    });

    addEventListener("DOMContentLoaded", () => {
        Desk.drafts = drafts;
        Desk.swapped.push(() => drafts.offer());
        drafts.offer();
    });
}
