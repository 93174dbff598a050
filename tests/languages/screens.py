"""Command lines that show every screen of the program, and one error of each kind."""

from collections.abc import Iterator
from typing import NamedTuple


class Screen(NamedTuple):
    """``status``: with which the command ends."""

    arguments: tuple[str, ...]
    status: int = 0


def _of(lines: str, status: int) -> Iterator[Screen]:
    return (Screen(tuple(line.split(" ")), status) for line in lines.strip().splitlines())


DONE = """
version
doctor
checks list
checks explain tls.protocols
reasons
settings show
settings set issuer Body
settings unset plan
plan validate plan.toml
inventory template --output t.xlsx
inventory validate estate.yaml
inventory export --output e.yaml
inventory list
inventory list --organizations
inventory show POR
inventory show PC
inventory rename POR POR-2 --reason x
inventory merge DOC POR --reason x
inventory remove DOC --reason x
approval record POR appraised --date 01/03/2021 --level 3 --number 1/TD --authority Department --result ok
approval status
approval status POR
approval history POR
approval verify
approval ruleset
approval classify --all
approval classify POR
waiver list
targets
targets --history
deadlines
scan list
scan show 1
scan diff 1 2
scan diff
regrade
schedule add nightly --cron 0_2_*_*_*
schedule list
messages list
messages send --dry-run
report html --output r.html
report json --output r.json
report xlsx --output r.xlsx
report metrics --output r.prom
backup b.capdo
assessment requirements --level 3
assessment status
assessment template POR --output s.xlsx
assessment history POR
paper variables 01 POR
plan template --output p.toml
report letterhead --output l.toml
"""
REFUSED = """
nope
scan nope
audit
audit --nope
audit a.test --depth deep
audit a.test --http-port 0
audit a.test --http-port x
audit a.test --output
audit a.test --as-of 1
audit a_b%1
audit 10.0.0.0/8
audit http://a.test
audit a.test:0
audit a.test --only nope
audit a.test --only ,
audit a.test --profile nope
audit a.test --resolver nope
audit a.test --ca-file nope
audit a.test --ca-file .
audit a.test --ca-file junk
audit a.test --trust-anchor junk
audit a.test --user-agent ÿ
audit a.test --output /proc/nope/x
targets --as-of 2021-02-30
targets --as-of 1/1/21
targets --as-of 2999-01-01
targets --plan nope
targets --plan junk.toml
targets --database nope
targets --database sqlite:////no/x.db
targets --database empty.db
targets --database sqlite:///junk
deadlines --as-of 2999-01-01
deadlines --output x
plan validate junk
plan validate junk.toml
plan validate nope.toml
settings set plan nope
settings set language fr
settings set retention x
settings set mail.url x
settings set mail.from x
settings set webhook.url http://a.test/
settings set webhook.secret_file nope
settings set mail.digest x
settings set alarm.confirmation x
settings set kev.file junk
settings set ipv6.anchors x
settings set scan.vantage _
settings set letterhead junk.toml
settings set nope x
inventory import
inventory import estate.yaml --as-of 2020-01-01
inventory show nope
inventory show Pole
inventory rename POR a_b! --reason x
inventory rename nope A --reason x
inventory rename POR PC --reason x
inventory merge POR POR --reason x
inventory remove POR --reason _
inventory list --owner nope
inventory export --output x.pdf
inventory export --output estate.yaml
inventory template --output x.txt
inventory template --output estate.yaml
approval record nope approved --date 2021-01-01
approval record POR aproved --date 2021-01-01
approval record POR approved --date x
approval record POR approved --date 2021-03-01 --level 9
approval record POR approved --date 2021-03-01
approval record POR approved --date 2999-03-01
approval record POR approved --date 2021-03-01 --file nope
approval correct POR 99 --withdraw --reason x
approval status nope
approval classify
approval ruleset nope
approval verify --expect x
approval verify --files nope
approval verify --against nope
waiver add nope tls.robot --until 2999-01-01 --reason x --approver x
waiver add POR nope --until 2999-01-01 --reason x --approver x
waiver add POR tls.robot --until 2021-01-01 --reason x --approver x
waiver add POR tls.robot --until 2999-01-01 --reason x --approver x
waiver revoke 9 --reason x
waiver list --as-of 2999-01-01
scan run --system nope
scan run --organization nope
scan run --only nope
scan run --queue
scan resume
scan resume 9
scan show 9
scan show x
scan diff 9 1
scan diff x
scan thin
schedule add x --cron x
schedule add x --cron 0_0_31_2_*
schedule add x --cron 0_0_*_*_* --timezone nope
schedule add x --cron 0_0_*_*_* --spread 9999
schedule remove nope
worker
messages send
checks explain nope
report html
report html --output .
report html --output x.html --each y
report html --output x.html --since 2999-01-01
report html --output x.html --organization nope
report docx --output x.docx --quarter nope
report docx --output x.docx --quarter 2999-Q1
report mau08 --output x.pdf
report mau08 --output x.docx --year 2999
report metrics
backup capdo.db
backup .
backup estate.yaml
restore junk
restore nope
paper 99 POR --output x.docx
paper 08 --output x.pdf
paper 01 --output x.docx
paper 01 POR --output x.pdf
paper 07 POR --output x.docx
paper 01 nope --output x.docx
paper 01 POR --output x.docx --set x
demo --output junk
assessment record POR nope met --on 2021-01-01
assessment import estate.yaml
assessment use nope.toml
paper template 99 --output x.docx
paper dossier nope --output x.docx
paper zip POR --output x.pdf
report oscal
report pdf --output x.pdf --quarter nope
report reminder
schedule pause nope
schedule resume nope
"""
SCREENS = (*_of(DONE, 0), *_of(REFUSED, 2))


def words(screen: Screen) -> list[str]:
    """Its arguments; an underscore stands for a blank."""
    return [word.replace("_", " ") if "*" in word or word == "_" else word for word in screen.arguments]
