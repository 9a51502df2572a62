"use strict";
// What colleagues do, within seconds: asks every few seconds what changed since the marker and who is where.
// Nobody's typing is touched: a panel with unsaved words only says that its claim has changed.
{
    const EVERY = 4_000;
    const root = document.getElementById("desk");
    let marker = Number(root.dataset.marker);
    let stopped = false;
    let asking = false;
    let recut = false; // whether other words are marked than the copy shows

    /** Tell whether words of the copy are selected: it is not taken from under them, but a few seconds later. */
    const isSelecting = () => !getSelection().isCollapsed && document.getElementById("desk-copy").contains(getSelection().anchorNode);

    const restyle = (claim) => {
        for (const mark of Desk.marks(claim.number)) {
            mark.className = mark.className.replace(/\bstatus-\w+/, `status-${claim.status}`);
            mark.querySelector("use")?.setAttribute("href", `#icon-${claim.status}`);
            const words = mark.querySelector(".visually-hidden");
            if (words) {
                words.textContent = `Claim ${claim.number}, ${claim.label}: `;
            }
        }
    };

    const drawing = () => {
        const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
        icon.setAttribute("class", "icon");
        icon.setAttribute("aria-hidden", "true");
        const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
        use.setAttribute("href", "#icon-person");
        icon.append(use);
        return icon;
    };

    const showPeople = (people) => {
        const place = document.getElementById("desk-people");
        const said = people.map((person) => `${person.name}:${person.claim}`).join();
        if (!place || place.dataset.said === said) {
            return;
        }
        place.dataset.said = said;
        place.replaceChildren(...people.map((person) => {
            const line = document.createElement("span");
            line.className = "person";
            line.append(drawing(), person.name);
            if (person.claim) {
                const link = document.createElement("a");
                link.href = Desk.url({ claim: person.claim });
                link.dataset.claimLink = person.claim;
                link.textContent = `claim ${person.claim}`;
                line.append(", ", link);
            }
            return line;
        }));
        for (const mark of root.querySelectorAll("[data-with]")) {
            delete mark.dataset.with;
        }
        for (const person of people) {
            const mark = person.claim && document.getElementById(`claim-${person.claim}`);
            if (mark) {
                mark.dataset.with = [mark.dataset.with, person.name].filter(Boolean).join(", ");
            }
        }
    };

    /** Show a part of the page anew, unless somebody holds it once it has come. Resolve to whether it is shown. */
    const refresh = async (id, part, isHeld = () => false) => {
        const response = await Desk.ask(Desk.url({ claim: Desk.claim }), {}, part);
        const html = await response?.text();
        if (html === undefined || isHeld()) {
            return false;
        }
        const place = document.getElementById(id);
        const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
        const gaps = place.querySelector(".show-gaps");
        place.innerHTML = html;
        if (gaps) {
            place.querySelector(".copy").classList.add("show-gaps");
            place.querySelector("[data-uncovered]").setAttribute("aria-pressed", "true");
        }
        Desk.highlight();
        document.getElementById(focused)?.focus({ preventScroll: true });
        return true;
    };

    const tellOfMine = async (told) => {
        const mine = told.filter((line) => String(line.claim) === Desk.claim);
        if (!mine.length) {
            return;
        }
        if (!Desk.drafts.any() && !Desk.panel.contains(document.activeElement)) {
            await Desk.go(Desk.url({ claim: Desk.claim }), { push: false });
        }
        const place = document.getElementById("panel-news");
        if (place) {
            place.replaceChildren(`${mine.at(-1).words} `);
            if (Desk.drafts.any()) {
                const link = Object.assign(document.createElement("a"), { href: Desk.url({ claim: Desk.claim }), textContent: "Show it" });
                link.dataset.go = "";
                place.append(link);
            }
        }
    };

    const tell = async (news) => {
        marker = news.marker;
        news.claims.forEach(restyle);
        if (news.told.length) {
            document.getElementById("desk-latest").textContent = news.told.slice(-3).map((line) => line.words).join(" ");
        }
        recut ||= news.recut;
        if (recut && !isSelecting()) {
            recut = !(await refresh("desk-copy", "copy", isSelecting));
        }
        if (news.claims.length || news.recut) {
            await refresh("desk-top", "top");
        }
        showPeople(news.people);
        await tellOfMine(news.told);
    };

    const ask = async () => {
        if (stopped || asking || document.hidden) {
            return;
        }
        asking = true;
        try {
            const url = new URL(root.dataset.news, location.href);
            url.searchParams.set("since", marker);
            url.searchParams.set("on", Desk.claim);
            const response = await fetch(url, { credentials: "same-origin" });
            if (response.redirected) {
                stopped = true;
                Desk.loggedOut();
            } else if (response.ok) {
                await tell(await response.json());
            }
        } catch {
            // No connection: the next press of a button says so, and the next question may get through.
        } finally {
            asking = false;
        }
    };

    addEventListener("DOMContentLoaded", () => {
        setInterval(ask, EVERY);
        document.addEventListener("visibilitychange", ask);
        Desk.acted.push(ask);
        Desk.swapped.push(() => setTimeout(ask, 300));
    });
}
