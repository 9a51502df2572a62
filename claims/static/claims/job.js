// Looks how far a piece of work is, every two seconds, and shows it in place. Without this the page reloads itself.
(() => {
  "use strict";
  const look = async () => {
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.getElementById("job");
      if (!now) throw new Error("logged out");
      if (now.dataset.state !== "waiting" && now.dataset.state !== "running") {
        location.reload();
        return;
      }
      document.querySelector("#job label").textContent = now.querySelector("label").textContent;
      document.getElementById("job-done").value = now.querySelector("progress").value;
    } catch {
      // The desk is away for a moment: look again later.
    }
    setTimeout(look, 2000);
  };
  setTimeout(look, 2000);
})();
