//! Origins followed to their roots: ten papers that print one wire story are one source.
//!
//! A citation may name what it took the fact from, and so may a source in general. Inside a claim, what its
//! citations say of a source goes before what the library says of it. Roots are counted, never rows.

use super::{Citation, CitationId, Claim, ClaimId, Review, RootDecision, Source, SourceId, Stance};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Origins that lead back to where they began.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", sentence(.0))]
pub struct Circle(Vec<String>);

fn sentence(names: &[String]) -> String {
    match names {
        [] | [_] => {
            let name = names.first().map_or("a source", String::as_str);
            format!("{name} cannot be its own origin; name the source that it took the fact from")
        }
        [first, others @ ..] => format!(
            "{first} would take its facts from {}, which takes them from {first}; name an origin outside \
             this circle",
            others.join(", from ")
        ),
    }
}

/// The library with what follows from it, made once for many claims.
#[derive(Debug)]
pub struct Library<'r> {
    sources: HashMap<SourceId, &'r Source>,
    /// The root that the library alone gives each source that has an origin.
    roots: HashMap<SourceId, SourceId>,
    decisions: &'r [RootDecision],
}

impl<'r> Library<'r> {
    /// The library of a review.
    pub fn of(review: &'r Review) -> Self {
        let sources: HashMap<SourceId, &Source> =
            review.sources.iter().map(|source| (source.id, source)).collect();
        let origin = |id: SourceId| sources.get(&id).and_then(|source| source.origin);
        let with_origin = review.sources.iter().filter(|source| source.origin.is_some());
        let roots = with_origin.map(|source| (source.id, end(source.id, origin))).collect();
        Self { roots, decisions: &review.root_decisions, sources }
    }

    /// A source by its id.
    pub fn source(&self, id: SourceId) -> Option<&'r Source> {
        self.sources.get(&id).copied()
    }

    /// The name of a source; empty where it is not there.
    pub fn name(&self, id: SourceId) -> &'r str {
        self.source(id).map_or("", |source| source.name.as_str())
    }

    /// The root that the library alone gives a source: itself where it has no origin.
    pub fn root(&self, id: SourceId) -> SourceId {
        self.roots.get(&id).copied().unwrap_or(id)
    }

    /// The roots of those citations of a claim that `counts` picks.
    pub fn roots_of(&self, claim: &Claim, counts: impl Fn(&Citation) -> bool) -> Roots {
        let mut roots: Vec<Root> = Vec::new();
        let mut rows = 0;
        for citation in claim.citations.iter().filter(|citation| counts(citation)) {
            rows += 1;
            let source = self.root_in(claim, citation);
            match roots.iter_mut().find(|root| root.source == source) {
                Some(root) => root.citations.push(citation.id),
                None => roots.push(Root { source, citations: vec![citation.id] }),
            }
        }
        self.join(claim, &mut roots);
        roots.sort_by_key(|root| root.source);
        Roots { rows, roots }
    }

    /// The root of one citation.
    pub fn root_in(&self, claim: &Claim, citation: &Citation) -> SourceId {
        let stated = claim.citations.iter().any(|citation| citation.origin.is_some());
        if !stated {
            return self.root(citation.source);
        }
        let first = citation.origin.filter(|&origin| origin != citation.source);
        let from = first.unwrap_or(citation.source);
        end(from, |id| self.origin_in(claim, id))
    }

    /// Whether what a citation took its fact from leads back to its source, as older files may hold.
    pub fn leads_back(&self, claim: &Claim, citation: &Citation) -> bool {
        let mut seen = vec![citation.source];
        let mut at = citation.origin.filter(|&origin| origin != citation.source);
        while let Some(id) = at {
            if id == citation.source {
                return true;
            }
            if seen.contains(&id) {
                return false;
            }
            seen.push(id);
            at = self.origin_in(claim, id);
        }
        false
    }

    /// What a source took a claim's fact from: what the claim's citations of it say, or else the library.
    /// Where they say two things, the lower id counts, so that their order does not matter.
    fn origin_in(&self, claim: &Claim, id: SourceId) -> Option<SourceId> {
        let of_it = claim.citations.iter().filter(|citation| citation.source == id);
        let stated = of_it.filter_map(|citation| citation.origin).filter(|&origin| origin != id).min();
        stated.or_else(|| self.source(id).and_then(|source| source.origin))
    }

    /// Joins the roots that the checker decided are one.
    fn join(&self, claim: &Claim, roots: &mut Vec<Root>) {
        let here = |decision: &&RootDecision| {
            decision.same && decision.claim.is_none_or(|decided_for| decided_for == claim.id)
        };
        if roots.len() < 2 || !self.decisions.iter().any(|decision| here(&decision)) {
            return;
        }
        let root = |id| end(id, |id| self.origin_in(claim, id));
        let pairs: Vec<_> =
            self.decisions.iter().filter(here).map(|one| (root(one.one), root(one.other))).collect();
        let mut joined: Vec<Root> = Vec::with_capacity(roots.len());
        for Root { source, citations } in roots.drain(..) {
            let source = lowest_linked(source, &pairs);
            match joined.iter_mut().find(|root| root.source == source) {
                Some(root) => root.citations.extend(citations),
                None => joined.push(Root { source, citations }),
            }
        }
        *roots = joined;
    }
}

/// The lowest id that pairs lead to, over any number of them.
fn lowest_linked(from: SourceId, pairs: &[(SourceId, SourceId)]) -> SourceId {
    let mut linked = BTreeSet::from([from]);
    loop {
        let before = linked.len();
        for &(one, other) in pairs {
            if linked.contains(&one) || linked.contains(&other) {
                linked.extend([one, other]);
            }
        }
        if linked.len() == before {
            return linked.first().copied().unwrap_or(from);
        }
    }
}

/// The end of a chain. A circle, which older files may hold, is one root: the lowest id in it.
fn end(from: SourceId, next: impl Fn(SourceId) -> Option<SourceId>) -> SourceId {
    let mut path = vec![from];
    let mut at = from;
    while let Some(origin) = next(at) {
        if let Some(begins) = path.iter().position(|&id| id == origin) {
            return path[begins..].iter().copied().min().unwrap_or(from);
        }
        path.push(origin);
        at = origin;
    }
    at
}

/// One independent root of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The source at its end; of roots decided to be one, the lowest id.
    pub source: SourceId,
    /// The citations that lead to it, in the claim's order.
    pub citations: Vec<CitationId>,
}

/// The independent roots of a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roots {
    /// How many citations there are.
    pub rows: usize,
    /// Their roots, by id of the source.
    pub roots: Vec<Root>,
}

impl Roots {
    /// How many independent roots there are.
    pub fn count(&self) -> usize {
        self.roots.len()
    }

    /// For the card: “3 citations, 1 root”.
    pub fn words(&self) -> String {
        let count =
            |number: usize, one: &str| format!("{number} {one}{}", if number == 1 { "" } else { "s" });
        format!("{}, {}", count(self.rows, "citation"), count(self.count(), "root"))
    }
}

/// The roots of a claim, for its card: what is only context, or says nothing of it, is no root of it.
pub fn of_claim(review: &Review, claim: &Claim) -> Roots {
    let speaks =
        |citation: &Citation| !matches!(citation.stance, Stance::ContextOnly | Stance::DoesNotAddress);
    Roots { rows: claim.citations.len(), ..Library::of(review).roots_of(claim, speaks) }
}

/// Refuses an origin of a source that leads back to it.
///
/// # Errors
/// Where it does.
pub fn no_circle(review: &Review, source: SourceId, origin: SourceId) -> Result<(), Circle> {
    let next = |id: SourceId| review.source(id).and_then(|source| source.origin);
    refuse_back(review, source, origin, next)
}

/// Refuses an origin of a source that leads back to it by what the citations of some claim say.
///
/// # Errors
/// Where it does.
pub fn no_circle_in_claims(review: &Review, source: SourceId, origin: SourceId) -> Result<(), Circle> {
    let library = Library::of(review);
    let says = |claim: &&Claim, of_it: bool| {
        let mut stated = claim.citations.iter().filter(|citation| citation.origin.is_some());
        stated.any(|citation| !of_it || citation.source == source)
    };
    let claims = review.claims.iter().map(std::sync::Arc::as_ref);
    // Where a claim says itself what the source took its fact from, the library does not matter.
    let mut claims = claims.filter(|claim| says(claim, false) && !says(claim, true));
    claims.try_for_each(|claim| refuse_back(review, source, origin, |id| library.origin_in(claim, id)))
}

/// Refuses an origin of a citation that leads back to its source.
///
/// # Errors
/// Where it does, by what the claim's other citations or the library say.
pub fn no_circle_in(
    review: &Review,
    claim: &Claim,
    citation: &Citation,
    origin: SourceId,
) -> Result<(), Circle> {
    let library = Library::of(review);
    refuse_back(review, citation.source, origin, |id| library.origin_in(claim, id))
}

fn refuse_back(
    review: &Review,
    source: SourceId,
    origin: SourceId,
    next: impl Fn(SourceId) -> Option<SourceId>,
) -> Result<(), Circle> {
    let mut path = vec![source];
    let mut at = Some(origin);
    while let Some(id) = at {
        if id == source {
            return Err(circle_of(review, &path));
        }
        if path.contains(&id) {
            break; // another circle, which this origin does not close
        }
        path.push(id);
        at = next(id);
    }
    Ok(())
}

fn circle_of(review: &Review, path: &[SourceId]) -> Circle {
    let name =
        |&id: &SourceId| review.source(id).map_or_else(|| id.to_string(), |source| source.name.clone());
    Circle(path.iter().map(name).collect())
}

/// A circle of origins in the library, where there is one.
pub fn circle(review: &Review) -> Option<Circle> {
    let origins: HashMap<SourceId, SourceId> =
        review.sources.iter().filter_map(|source| Some((source.id, source.origin?))).collect();
    let mut clear: HashSet<SourceId> = HashSet::new();
    review.sources.iter().find_map(|source| {
        let mut path = vec![source.id];
        let mut at = source.id;
        while let Some(&origin) = origins.get(&at).filter(|&origin| !clear.contains(origin)) {
            if let Some(begins) = path.iter().position(|&id| id == origin) {
                return Some(circle_of(review, &path[begins..]));
            }
            path.push(origin);
            at = origin;
        }
        clear.extend(path);
        None
    })
}

/// Why two roots are probably one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Both belong to the same owner.
    SameOwner(String),
    /// Their quotations are nearly the same words.
    SameWords {
        /// How many of the shorter quotation's word triples stand in the other, in per cent.
        percent: u8,
        /// The citation that leads to the first root.
        one: CitationId,
        /// The citation that leads to the other.
        other: CitationId,
    },
}

impl Likeness {
    /// For a person: “same owner, Groupe Exemple”.
    pub fn words(&self) -> String {
        match self {
            Self::SameOwner(owner) => format!("same owner, {owner}"),
            Self::SameWords { percent, .. } => format!("same wording, {percent}%"),
        }
    }
}

/// Two roots of a claim that are probably one; the checker decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likely {
    /// The root with the lower id.
    pub one: SourceId,
    /// The other.
    pub other: SourceId,
    /// The claim that a decision would be for; none where it would hold everywhere, as an owner does.
    pub claim: Option<ClaimId>,
    /// Why.
    pub why: Likeness,
}

/// Quotations of fewer words may be the same by chance.
const FEWEST_WORDS: usize = 8;

/// How many of the shorter quotation's word triples must stand in the other, in per cent.
const SAME_WORDS_PERCENT: usize = 60;

/// Longer quotations are compared by this many words of theirs, a claim by this many citations.
const MOST_WORDS: usize = 2_000;
const MOST_CITATIONS: usize = 40;

/// The pairs of a claim's roots that are probably one and not yet decided, in order of their ids.
pub fn likely(review: &Review, claim: &Claim) -> Vec<Likely> {
    likely_in(&Library::of(review), claim)
}

/// As [`likely`], with a library made before.
pub fn likely_in(library: &Library<'_>, claim: &Claim) -> Vec<Likely> {
    let roots = library.roots_of(claim, |_| true).roots;
    if roots.len() < 2 {
        return Vec::new();
    }
    let cited: Vec<(SourceId, &Citation, Shingles<'_>)> = claim
        .citations
        .iter()
        .take(MOST_CITATIONS)
        .filter_map(|citation| {
            let root = roots.iter().find(|root| root.citations.contains(&citation.id))?;
            Some((root.source, citation, Shingles::of(&citation.quotation)))
        })
        .collect();
    let mut pairs: BTreeMap<(SourceId, SourceId), Likely> = BTreeMap::new();
    for (at, one) in cited.iter().enumerate() {
        for other in &cited[at + 1..] {
            let (one, other) = if one.0 <= other.0 { (one, other) } else { (other, one) };
            if one.0 == other.0 || pairs.contains_key(&(one.0, other.0)) {
                continue;
            }
            let Some((why, everywhere)) = likeness(library, one, other) else { continue };
            let likely = Likely { one: one.0, other: other.0, claim: (!everywhere).then_some(claim.id), why };
            if !is_decided(library, claim.id, &likely) {
                pairs.insert((one.0, other.0), likely);
            }
        }
    }
    pairs.into_values().collect()
}

/// Why two citations look as if they had one root, and whether that holds for every claim.
fn likeness(
    library: &Library<'_>,
    one: &(SourceId, &Citation, Shingles<'_>),
    other: &(SourceId, &Citation, Shingles<'_>),
) -> Option<(Likeness, bool)> {
    let owner = |id| library.source(id).map(|source| source.owner.trim()).filter(|owner| !owner.is_empty());
    if let (Some(first), Some(second)) = (owner(one.0), owner(other.0))
        && first.to_lowercase() == second.to_lowercase()
    {
        return Some((Likeness::SameOwner(first.to_owned()), true));
    }
    let percent = one.2.shared_percent(&other.2)?;
    let same = percent >= SAME_WORDS_PERCENT;
    let why = Likeness::SameWords { percent: percent as u8, one: one.1.id, other: other.1.id };
    same.then_some((why, false))
}

fn is_decided(library: &Library<'_>, claim: ClaimId, likely: &Likely) -> bool {
    let pair = (likely.one, likely.other);
    let fits = |decision: &RootDecision| decision.claim.is_none_or(|decided_for| decided_for == claim);
    library.decisions.iter().any(|decision| (decision.one, decision.other) == pair && fits(decision))
}

/// The triples of neighbouring words of a text, small letters without signs.
struct Shingles<'t> {
    words: usize,
    triples: HashSet<[std::borrow::Cow<'t, str>; 3]>,
}

impl<'t> Shingles<'t> {
    fn of(text: &'t str) -> Self {
        use unicode_segmentation::UnicodeSegmentation;
        let small = |word: &'t str| {
            if word.chars().any(char::is_uppercase) { word.to_lowercase().into() } else { word.into() }
        };
        let words: Vec<std::borrow::Cow<'t, str>> =
            text.unicode_words().take(MOST_WORDS).map(small).collect();
        let triples = words.windows(3).filter_map(|three| three.to_vec().try_into().ok()).collect();
        Self { words: words.len(), triples }
    }

    /// How many of the smaller set stand in the other, in per cent; none where one is too short to tell.
    fn shared_percent(&self, other: &Self) -> Option<usize> {
        if self.words.min(other.words) < FEWEST_WORDS {
            return None;
        }
        let fewest = self.triples.len().min(other.triples.len()).max(1);
        Some(self.triples.intersection(&other.triples).count() * 100 / fewest)
    }
}

/// How it is known that one source feeds another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FedBy {
    /// The library says so of the source.
    Library,
    /// A citation says so.
    Citation,
    /// The checker decided that both have one root.
    Decision,
}

/// A source that takes its facts from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fed {
    /// The source.
    pub source: SourceId,
    /// What it takes them from: the group's root, or a source that stands before it in the group.
    pub from: SourceId,
    /// How many steps the root is away, from 1: how far it is indented.
    pub depth: usize,
    /// How that is known.
    pub by: FedBy,
    /// The numbers of the claims that cite it so.
    pub claims: Vec<u32>,
}

/// A root with everything that it feeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RootGroup {
    /// The source at the root.
    pub root: SourceId,
    /// The numbers of the claims that cite it and name no other origin.
    pub claims: Vec<u32>,
    /// Who takes facts from it, each after what it takes them from.
    pub fed: Vec<Fed>,
}

/// Who takes facts from whom, with the claims that say so.
type Feeds = BTreeMap<SourceId, BTreeMap<SourceId, (FedBy, Vec<u32>)>>;

/// The library grouped by root, in the library's order: a picture of who feeds whom.
///
/// A source that took one claim's fact from one root and another's from another stands in both groups.
pub fn library_by_root(review: &Review) -> Vec<RootGroup> {
    let (feeds, own) = feeds(review);
    let fed: HashSet<SourceId> = feeds.values().flat_map(|fed| fed.keys().copied()).collect();
    let ids = || review.sources.iter().map(|source| source.id);
    let mut seen = HashSet::new();
    let mut groups = Vec::new();
    // First what nothing feeds. What is left has claims of its own, or stands where citations of several
    // claims and decisions run in a circle: that is entered where the library names no origin.
    let has_own = |id: &SourceId| own.contains_key(id);
    let without_origin = review.sources.iter().filter(|source| source.origin.is_none());
    let roots = ids().filter(|id| !fed.contains(id)).chain(ids().filter(has_own));
    let roots = roots.chain(without_origin.map(|source| source.id));
    for root in roots {
        if groups.iter().any(|group: &RootGroup| group.root == root)
            || (seen.contains(&root) && !has_own(&root))
        {
            continue;
        }
        let group = group(root, &feeds, own.get(&root).cloned().unwrap_or_default());
        seen.extend(group.fed.iter().map(|fed| fed.source).chain([root]));
        groups.push(group);
    }
    groups.extend(left_out(&groups, &feeds));
    let place: HashMap<SourceId, usize> = ids().zip(0..).collect();
    groups.sort_by_key(|group| place.get(&group.root).copied());
    groups
}

/// Every arrow from a source to one that it feeds, and the claims that rest on a source itself.
fn feeds(review: &Review) -> (Feeds, BTreeMap<SourceId, Vec<u32>>) {
    let mut feeds: Feeds = BTreeMap::new();
    let mut own: BTreeMap<SourceId, Vec<u32>> = BTreeMap::new();
    for source in &review.sources {
        if let Some(origin) = source.origin {
            feeds.entry(origin).or_default().insert(source.id, (FedBy::Library, Vec::new()));
        }
    }
    let library = Library::of(review);
    for decision in review.root_decisions.iter().filter(|one| one.same && one.claim.is_none()) {
        // Between the roots, the lower id first: such arrows never close a circle.
        let (one, other) = (library.root(decision.one), library.root(decision.other));
        if one != other {
            let fed = feeds.entry(one.min(other)).or_default().entry(one.max(other));
            fed.or_insert((FedBy::Decision, Vec::new()));
        }
    }
    let is_fed: HashSet<SourceId> = feeds.values().flat_map(|fed| fed.keys().copied()).collect();
    for claim in &review.claims {
        for citation in &claim.citations {
            let stated = citation.origin.filter(|&origin| origin != citation.source);
            let origin = stated.or_else(|| library.source(citation.source).and_then(|source| source.origin));
            match origin {
                Some(origin) => {
                    let fed = feeds.entry(origin).or_default().entry(citation.source);
                    fed.or_insert((FedBy::Citation, Vec::new())).1.push(claim.number);
                }
                None if is_fed.contains(&citation.source) => {
                    for fed in feeds.values_mut().filter_map(|fed| fed.get_mut(&citation.source)) {
                        fed.1.push(claim.number);
                    }
                }
                None => own.entry(citation.source).or_default().push(claim.number),
            }
        }
    }
    for claims in feeds.values_mut().flat_map(|fed| fed.values_mut()).map(|(_, claims)| claims) {
        claims.dedup();
    }
    own.values_mut().for_each(Vec::dedup);
    (feeds, own)
}

/// The claims that a path of arrows holds for, by their numbers; none where it holds for all.
type Within = Option<Vec<u32>>;

fn group(root: SourceId, feeds: &Feeds, claims: Vec<u32>) -> RootGroup {
    let mut fed = Vec::new();
    let mut seen = HashSet::from([root]);
    let mut waiting = fed_from(root, 0, &None, feeds);
    while let Some((next, within)) = waiting.pop() {
        // What two sources feed stands under both; what it feeds itself, under the first.
        if seen.insert(next.source) {
            waiting.extend(fed_from(next.source, next.depth, &within, feeds));
        }
        fed.extend((next.source != root).then_some(next));
    }
    RootGroup { root, claims, fed }
}

/// What a source feeds, the last one first, for the last one put on a pile is the next taken. What citations
/// say holds for their claims: a paper that credits a wire for one claim does not feed those who credit the
/// paper for another.
fn fed_from(from: SourceId, depth: usize, within: &Within, feeds: &Feeds) -> Vec<(Fed, Within)> {
    let fed = feeds.get(&from).into_iter().flatten().rev();
    let of = |(&source, (by, claims)): (&SourceId, &(FedBy, Vec<u32>))| {
        let here = |number: &u32| within.as_ref().is_none_or(|within| within.contains(number));
        let claims: Vec<u32> = claims.iter().copied().filter(here).collect();
        let is_said = *by == FedBy::Citation;
        let holds = !is_said || !claims.is_empty();
        let next = if is_said { Some(claims.clone()) } else { within.clone() };
        holds.then_some((Fed { source, from, depth: depth + 1, by: *by, claims }, next))
    };
    fed.filter_map(of).collect()
}

/// Groups for the arrows that no group shows, for it is a root only of claims that do not cite it themselves.
fn left_out(groups: &[RootGroup], feeds: &Feeds) -> Vec<RootGroup> {
    let arrows = |group: &RootGroup| -> Vec<(SourceId, SourceId, u32)> {
        let of =
            |fed: &Fed| fed.claims.iter().map(|&claim| (fed.from, fed.source, claim)).collect::<Vec<_>>();
        group.fed.iter().flat_map(of).collect()
    };
    let mut shown: HashSet<_> = groups.iter().flat_map(arrows).collect();
    let mut added = Vec::new();
    for (&from, fed) in feeds {
        let is_missing = |(&to, (_, claims)): (&SourceId, &(FedBy, Vec<u32>))| {
            claims.iter().any(|&claim| !shown.contains(&(from, to, claim)))
        };
        let is_root = groups.iter().any(|group| group.root == from);
        if !is_root && fed.iter().any(is_missing) {
            let group = group(from, feeds, Vec::new());
            shown.extend(arrows(&group));
            added.push(group);
        }
    }
    added
}
