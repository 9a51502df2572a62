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
