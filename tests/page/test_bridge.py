"""The page's requests: each gives what the head of `bridge` says, from JSON and bytes alone, and none of them raises."""

import json
from typing import Any

import pytest

from perfeval import load, score
from perfeval.page.bridge import answer
from perfeval.write.document import to_json_document
from tests.paths import ROOT

EXAMPLES = ROOT / "examples"
ROADS = (EXAMPLES / "filed" / "road-upkeep.xlsx").read_bytes()


def ask(*files: bytes, **asked: Any) -> Any:
    """The answer to one request."""
    return json.loads(answer(json.dumps(asked), *files)[0])


def tree(name: str) -> Any:
    """An example as the page holds it."""
    return json.loads(to_json_document(load(EXAMPLES / name)))


# --- files --------------------------------------------------------------------------------------------------------


def test_a_filing_is_opened_with_its_table_and_findings() -> None:
    """The finding's cell is one of the table's, and says what it should be."""
    opened = ask(ROADS, do="open", name="养护.xlsx", profile="mof-2020")
    assert ("养护.xlsx", "audited") == (opened["file"], opened["status"])
    (form,) = opened["forms"]
    assert ("2021年续建农村道路养护项目", "清溪镇人民政府") == (form["name"], form["unit"])
    finding = next(one for one in form["audit"]["findings"] if one["rule"] == "total-mismatch")
    assert ("错误", ["自评表!H23"], "96.87") == (finding["label"], finding["places"], finding["expected"])
    (table,) = form["tables"]
    cells = {cell["place"]: cell for cell in table["cells"]}
    assert "100" == cells["自评表!H23"]["text"]
    assert all(cell["row"] + cell["rows"] <= table["height"] for cell in cells.values())
    assert {"自评表!K7", "自评表!L16"} == {one["place"] for one in form["unread"]}


def test_without_a_profile_a_filing_is_read_and_not_scored() -> None:
    """Nothing is chosen in silence; the profiles that explain it are asked for apart."""
    (form,) = ask(ROADS, do="open", name="养护.xlsx")["forms"]
    assert "profile-missing" == form["error"]["code"]
    assert "card" not in form
    found = ask(do="match", document=form["document"])["matches"]
    assert found["best"]
    assert {"profile", "exact", "by_slip", "unscored", "against", "beside"} == found["profiles"][0].keys()


@pytest.mark.parametrize(
    ("data", "name", "status", "code"),
    [
        (b'{"a":' * 20_000, "深.json", "unread", "too-deep"),
        (b"[" * 20_000, "深.toml", "unread", "too-deep"),
        (ROADS[:3000], "断.xlsx", "unread", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "照片.png", "unsupported", "unsupported-picture"),
        (b"", "空.docx", "unread", "empty"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, name: str, status: str, code: str) -> None:
    """By a sentence and a code, whatever the bytes."""
    opened = ask(data, do="open", name=name, profile="mof-2020")
    assert (name, status, code, []) == (opened["file"], opened["status"], opened["code"], opened["forms"])
    assert opened["reason"]


def test_a_file_name_stays_text() -> None:
    """Signs that turn the direction of writing, or tell a terminal something, are shown."""
    assert "a\ufffdcod.x\ufffd.toml" == ask(b"", do="open", name="a\u202ecod.x\x1b.toml")["file"]


# --- documents ----------------------------------------------------------------------------------------------------


def test_a_document_is_scored_as_in_python() -> None:
    """The same figures as the library's, and for each row and the total what explains it."""
    card = ask(do="score", document=tree("jiangan-2023/project.toml"))["card"]
    expected = score(load(EXAMPLES / "jiangan-2023/project.toml")).as_dict()
    assert expected.items() <= card.items()
    assert {"execution", "total", *(row["path"] for row in card["indicators"])} == card["explanations"].keys()
    assert card["explanations"]["indicators[0]"]["clauses"]


def test_cells_as_people_write_them() -> None:
    """A row that is being typed is undetermined with its reason; the others keep their scores."""
    document = tree("jiangan-2023/project.toml")
    before = ask(do="score", document=document)["card"]["indicators"]
    document["indicators"][2]["actual"] = "27"
    document["indicators"][0]["actual"] = "约三十"
    after = ask(do="score", document=document)["card"]["indicators"]
    assert "undetermined" == after[0]["status"]
    assert after[0]["reason"]
    assert [row["score"] for row in before[3:]] == [row["score"] for row in after[3:]]


def test_an_audit_finds_the_cells_again() -> None:
    """A filing whose document was changed on the page still shows where its findings stand."""
    (form,) = ask(ROADS, do="open", name="养护.xlsx", profile="mof-2020")["forms"]
    form["document"]["published"]["total"] = "96.87"
    again = ask(do="audit", document=form["document"], places=form["places"], profile="mof-2020")
    rules = {one["rule"] for one in again["audit"]["findings"]}
    assert "total-mismatch" not in rules
    assert [] == again["audit"]["changes"]
    assert all(one["places"] for one in again["audit"]["findings"] if one["path"].startswith("indicators"))


def test_what_it_takes() -> None:
    """To a total, to a grade; a goal that cannot be is told."""
    document = tree("sichuan-pidu-2025/worked.toml")
    told = ask(do="what-if", document=document, to="95")
    assert told["what_if"]["goal"] == "95/1"
    assert "要到 95 分" in told["text"]
    assert ask(do="what-if", document=document, to="101")["error"]["problems"][0]["expected"]


def test_several_units_are_combined() -> None:
    """Into one document with its parts; units that do not go together are told."""
    units = [tree("wuhan-parts/mulan.toml"), tree("wuhan-parts/wangjiahe.toml")]
    whole = ask(do="aggregate", documents=units)
    assert 2 == len(whole["document"]["parts"])
    assert whole["card"]["total"]
    assert ask(do="aggregate", documents=[units[0], tree("jiangan-2023/project.toml")])["error"]["problems"]


@pytest.mark.parametrize("form", ["project", "department"])
def test_a_blank_form_scores_once_it_is_filled(form: str) -> None:
    """It has the profile's heads, and loads as it is."""
    document = ask(do="blank", form=form, profile="hubei-wuhan")["document"]
    assert form in document
    assert "card" in ask(do="score", document=document)


def test_the_official_table_is_told_cell_by_cell() -> None:
    """What a document says is a text among others; a row is as wide as the table."""
    document = tree("jiangan-2023/project.toml")
    document["project"]["name"] = "<img src=x onerror=alert(1)>"
    table = ask(do="table", document=document)["table"]
    first = table["rows"][0]["cells"]
    assert "<img src=x onerror=alert(1)>" == first[1]["text"]
    assert len(table["widths"]) == sum(cell["cols"] for cell in first)
    assert first[0]["head"]
    assert any(row["leads"] for row in table["rows"])


# --- what there is ------------------------------------------------------------------------------------------------


def test_profiles_are_listed_and_told() -> None:
    """Each by id and title; one with its clauses, and a file of one's own as a shipped one."""
    heads = ask(do="profiles")["profiles"]
    assert "hubei-wuhan" == heads[0]["id"]
    told = ask(do="profile", profile="hubei-wuhan")["profile"]
    assert heads[0].items() <= told.items()
    assert {"产出指标": "40", "效益指标": "30", "满意度指标": "10"} == told["heads"]
    own = (EXAMPLES / "profiles" / "our-bureau.toml").read_text(encoding="utf-8")
    mine = {"name": "our-bureau.toml", "text": own}
    assert "our-bureau" == ask(do="profile", profile=mine)["profile"]["id"]
    assert "card" in ask(do="score", document=tree("jiangan-2023/project.toml"), profile=mine)
    assert "error" in ask(do="profile", profile={"name": "x.toml", "text": "total = 1"})


def test_a_file_of_rules_under_a_shipped_id_is_refused() -> None:
    """Changed rules may not go by the name of shipped ones."""
    own = (EXAMPLES / "profiles" / "our-bureau.toml").read_text(encoding="utf-8")
    changed = own.replace('id = "our-bureau"', 'id = "mof-2020"')
    told = ask(do="profile", profile={"name": "a.toml", "text": changed})
    assert "profile-id-taken" == told["error"]["code"]


def test_places_and_rules_are_told() -> None:
    """A place with the profile nearest to it; a rule with its page."""
    assert 32 == len(ask(do="places")["places"])
    rule = ask(do="rule", code="total-mismatch")["rule"]
    assert ("错误", "total-mismatch") == (rule["label"], rule["rule"])
    assert rule["title"] in rule["page"]
    assert "error" in ask(do="rule", code="Z999")


@pytest.mark.parametrize(
    "text", ["", "[", "[1]", "{}", '{"do": "nothing"}', '{"do": "open"}', '{"do": "save", "kind": "x"}']
)
def test_a_request_that_is_none_is_told(text: str) -> None:
    """A fault of the page is an answer too: the page goes on."""
    told, data = answer(text)
    assert "internal-error" == json.loads(told)["error"]["code"]
    assert b"" == data
