from pathlib import Path

OUT = Path("/tmp/desk-shots")


def test_shots(page, complaints, log_in, live_site, desk, axe):
    from .looking import axe_violations, visible_faults
    log_in(desk.people["cora"])
    url = f"{live_site}/admin/claims/article/{desk.harbour.pk}/desk/"
    r = page.goto(url + "?claim=4")
    def look(name):
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            for w in (1440, 390):
                page.set_viewport_size({"width": w, "height": 900 if w > 500 else 844})
                page.wait_for_timeout(300)
                page.screenshot(path=OUT / f"{name}_{theme}_{w}.png", animations="disabled")
                print(name, theme, w, visible_faults(page), axe_violations(page, axe))
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1440, "height": 900})
    look("desk")
    page.locator("summary[data-key=s]").click()
    page.locator("summary", has_text="It is new here").click()
    look("bring")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Check", exact=True).click()
    page.wait_for_timeout(200)
    page.screenshot(path=OUT / "sheet_open.png")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(url + "?claim=4&status=disputed")
    look("filtered")
    page.goto(url + "?claim=8")
    page.keyboard.press("v"); page.keyboard.type("Looks right."); page.keyboard.press("Control+Enter")
    page.wait_for_selector(".not-saved")
    look("refused")
    page.goto(url + f"mark/?start=60&end=90")
    look("mark")
    page.goto(url + "?claim=5")
    page.locator("[data-uncovered]").click()
    page.evaluate("""() => { const p = document.querySelector('.copy p'); const r = document.createRange(); const t = p.querySelector('.gap').firstChild; r.setStart(t, 4); r.setEnd(t, 16); getSelection().addRange(r); }""")
    look("gaps")
    page.locator("[data-help]").click()
    look("help")
    print(complaints); complaints.clear()
